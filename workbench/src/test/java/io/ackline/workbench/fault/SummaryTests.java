package io.ackline.workbench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.verdict.Expectations;
import io.ackline.workbench.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SummaryTests {

	private static final Instant TEN = Instant.parse("2026-11-28T10:00:00Z");

	private static final Evidence NOTHING = new Evidence(List.of(), List.of(), List.of(), Map.of(), Map.of());

	@TempDir
	private Path folder;

	@Test
	void sumsUpWhatRunsHaveLeft() throws IOException {
		report(TEN, Map.of(), round("postgres-killed", Duration.ofMillis(1500)),
				round("leader-killed", Duration.ofMillis(500)));
		report(TEN.plusSeconds(60), Map.of(), round("leader-killed", Duration.ofMillis(700)),
				round("leader-killed", Duration.ofMillis(600)));
		Summary summary = Summary.of(kept());
		assertThat(summary.held()).isTrue();
		assertThat(rows(summary)).extracting((row) -> row.replaceAll("\\s+", " "))
			.containsExactly(
					"| leader-killed | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0.0 s | 0.0 s | 0.2 s | 0.7 s |",
					"| postgres-killed | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0.0 s | 0.0 s | 0.2 s | 1.5 s |");
		assertThat(summary.text()).contains("4 rounds of 2 faults").doesNotContain("- ");
	}

	@Test
	void holdsOnlyIfEachRoundHas() throws IOException {
		report(TEN, Map.of(), round("leader-killed", null));
		report(TEN.plusSeconds(60), Map.of(), round("leader-killed", Duration.ofMillis(700)));
		Summary summary = Summary.of(kept());
		assertThat(summary.held()).isFalse();
		assertThat(rows(summary)).singleElement().asString().endsWith(" none |");
	}

	@Test
	void tellsWhatTheTableDoesNotShow() throws IOException {
		Matrix matrix = new Matrix();
		matrix.giveUp(Faults.find("consumer-killed").get(0), 7, "Broker 2 did not start");
		write(TEN, Map.of("ACKLINE_TOPICS_PAYMENTS_ACKS", "1"), matrix);
		assertThat(Summary.of(kept()).text())
			.contains("- 20261128T100000Z.json was with {ACKLINE_TOPICS_PAYMENTS_ACKS=1}")
			.contains("- consumer-killed, seed 7 was not judged: Broker 2 did not start");
	}

	@Test
	void refusesWhatIsNoReport() throws IOException {
		Path file = Files.writeString(this.folder.resolve("other.json"), "{\"faults\": [{}]}");
		assertThatIOException().isThrownBy(() -> Summary.of(List.of(file)))
			.withMessageContaining("is no report of ./ackline faults");
	}

	private void report(Instant started, Map<String, String> settings, Round.Result... results) throws IOException {
		Matrix matrix = new Matrix();
		List.of(results).forEach(matrix::add);
		write(started, settings, matrix);
	}

	private void write(Instant started, Map<String, String> settings, Matrix matrix) throws IOException {
		new Report(this.folder).write(new Circumstances(started, 1, 200, 1, new TreeMap<>(settings), "a machine"),
				matrix);
	}

	private static Round.Result round(String fault, @Nullable Duration recovery) {
		return new Round.Result(fault, 1, Verdict.of(NOTHING, Expectations.NONE), Duration.ofMillis(200),
				Optional.ofNullable(recovery), NOTHING);
	}

	private List<Path> kept() throws IOException {
		try (var files = Files.list(this.folder.resolve("reports"))) {
			return files.sorted().toList();
		}
	}

	private static List<String> rows(Summary summary) {
		return summary.text().lines().filter((line) -> line.startsWith("| ")).skip(1).toList();
	}

}
