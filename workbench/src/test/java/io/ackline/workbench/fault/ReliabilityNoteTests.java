package io.ackline.workbench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReliabilityNoteTests {

	private static final Path DOCS = Path.of("..", "docs");

	/**
	 * {@code ./ackline faults --summary docs/rounds/*.json} prints what has to stand
	 * there.
	 */
	@Test
	void showsWhatTheReportsSay() throws IOException {
		try (Stream<Path> files = Files.list(DOCS.resolve("rounds"))) {
			List<Path> reports = files.sorted().toList();
			assertThat(Files.readString(DOCS.resolve("reliability.md"))).contains(Summary.of(reports).text());
		}
	}

}
