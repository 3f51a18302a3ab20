package io.ackline.workbench.evidence;

import java.nio.file.Files;
import java.nio.file.Path;

import io.ackline.events.Event;
import io.ackline.events.EventRecords;
import io.ackline.workbench.load.Payments;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFilesTests {

	private static final int EVENTS = 200;

	private final Payments payments = new Payments("r", 1, 3);

	@TempDir
	private Path data;

	@BeforeEach
	void write() throws Exception {
		Path partition = Files.createDirectories(this.data.resolve("payments-2"));
		Files.createDirectories(this.data.resolve("payments-dlt-2"));
		Files.createFile(partition.resolve("00000000000000000000.log"));
		try (FileRecords file = FileRecords.open(partition.resolve("00000000000000001000.log").toFile())) {
			for (int number = 0; number < EVENTS; number++) {
				file.append(MemoryRecords.withRecords(1000L + number, Compression.NONE, record(number)));
			}
		}
	}

	@Test
	void tellsWhatIsGoneWithTheTail() {
		LostTail tail = files().loseTail(() -> 3);
		long end = tail.ends().get(2);
		assertThat(tail.ends()).containsOnlyKeys(2);
		assertThat(end).isGreaterThan(1000).isLessThan(1000 + EVENTS);
		assertThat(tail.records()).hasSize((int) (1000 + EVENTS - end));
		LogRecord first = tail.records().get(0);
		assertThat(first.place()).isEqualTo(new Place(2, end));
		assertThat(first.event().id()).isEqualTo(this.payments.event(end - 1000).id());
		assertThat(tail.of(this.payments.source()).records()).isEqualTo(tail.records());
		assertThat(tail.of("/another").records()).isEmpty();
	}

	@Test
	void losesAllThatThereIsAtMost() {
		LostTail tail = files().loseTail(() -> 10_000);
		assertThat(tail.ends()).containsEntry(2, 1000L);
		assertThat(tail.records()).hasSize(EVENTS);
	}

	private LogFiles files() {
		return new LogFiles(this.data, Payments.TOPIC);
	}

	private SimpleRecord record(int number) {
		Event event = this.payments.event(number);
		ProducerRecord<byte[], byte[]> kafkaRecord = EventRecords.toRecord(Payments.TOPIC, 2, event);
		return new SimpleRecord(event.time().toInstant().toEpochMilli(), kafkaRecord.key(), kafkaRecord.value(),
				kafkaRecord.headers().toArray());
	}

}
