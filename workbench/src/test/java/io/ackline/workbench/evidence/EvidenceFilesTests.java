package io.ackline.workbench.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.ackline.events.Event;
import io.ackline.workbench.load.Payments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceFilesTests {

	@TempDir
	private Path folder;

	@Test
	void keepsAllRecordsAsLines() throws Exception {
		Event event = new Payments("r", 1, 3).event(0);
		Place place = new Place(2, 7);
		Answer answer = new Answer(Written.YES, 201, Identity.of(event), place, false, Duration.ZERO, "");
		new EvidenceFiles(this.folder.resolve("new")).write(new Evidence(
				List.of(new Try(event, 1, answer, 5_000_000, 9_000_000)), List.of(new LogRecord(place, event)),
				List.of(new Receipt(Identity.of(event), Receipt.PROCESSED, place, Duration.ofMillis(3))),
				Map.of("r-a-1", Account.UNTOUCHED), Map.of(new Place(0, 1), Receipt.DEAD),
				new LostTail(Map.of(2, 8L), List.of(new LogRecord(new Place(2, 8), event)))));
		assertThat(lines("tries")).singleElement()
			.asString()
			.contains("\"id\":\"r-0\"", "\"attempt\":1", "\"sentMs\":0", "\"answeredMs\":4", "\"waitedMs\":4",
					"written: yes at 2-7");
		assertThat(lines("log")).singleElement().asString().contains("\"place\":\"2-7\"", "\"id\":\"r-0\"");
		assertThat(lines("lost")).singleElement().asString().contains("\"place\":\"2-8\"", "\"id\":\"r-0\"");
		assertThat(lines("receipts")).singleElement().asString().contains("\"state\":\"processed\"", "\"latencyMs\":3");
		assertThat(lines("accounts")).singleElement().asString().contains("\"account\":\"r-a-1\"", "\"events\":0");
		assertThat(lines("undecodable")).containsExactly("{\"place\":\"0-1\",\"state\":\"dead\"}");
	}

	private List<String> lines(String name) throws Exception {
		return Files.readAllLines(this.folder.resolve("new").resolve(name + ".ndjson"));
	}

}
