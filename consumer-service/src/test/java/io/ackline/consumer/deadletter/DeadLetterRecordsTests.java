package io.ackline.consumer.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.ackline.consumer.database.StoredHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterRecordsTests {

	private static final UUID DEATH = UUID.fromString("0d9f2f3e-7f6a-4c5e-9d55-1b6c4a3f0c11");

	private final DeadLetterRecords records = new DeadLetterRecords("group");

	@Test
	void tellsTheLastDeathOfARecordThatWasADeadLetterBefore() {
		RecordHeaders before = new RecordHeaders();
		before.add("mine", null);
		before.add("kafka_dlt-original-topic", utf8("elsewhere"));
		before.add("kafka_dlt-exception-message", utf8("long ago"));
		before.add("ackline-death-id", utf8("another"));
		ProducerRecord<byte[], byte[]> created = this.records.of(letter(before, "IllegalStateException"),
				new TopicPartition("t-dlt", 3));
		assertThat(created.partition()).isEqualTo(3);
		assertThat(created.headers().lastHeader("mine").value()).isNull();
		assertThat(text(created, "kafka_dlt-original-topic")).isEqualTo("t");
		assertThat(text(created, "kafka_dlt-exception-message")).isEqualTo("it failed");
		assertThat(text(created, "ackline-death-id")).isEqualTo(DEATH.toString());
		assertThat(count(created, "kafka_dlt-exception-message")).isOne();
		assertThat(count(created, "ackline-death-id")).isOne();
	}

	@Test
	void takesWhatOlderRowsDoNotKnow() {
		ProducerRecord<byte[], byte[]> created = this.records.of(letter(new RecordHeaders(), null),
				new TopicPartition("t-dlt", -1));
		assertThat(created.partition()).isNull();
		assertThat(created.key()).isNull();
		assertThat(created.value()).isNull();
		assertThat(created.headers().lastHeader("kafka_dlt-exception-fqcn")).isNull();
		assertThat(ByteBuffer.wrap(created.headers().lastHeader("kafka_dlt-original-timestamp").value()).getLong())
			.isEqualTo(Long.MAX_VALUE);
	}

	private static UnpublishedLetter letter(RecordHeaders headers, String exception) {
		return new UnpublishedLetter(1, DEATH, "exhausted", "it failed", exception, exception, 2,
				new UnpublishedLetter.Original("t", 3, 4, Long.MAX_VALUE, "LogAppendTime", null, null,
						StoredHeaders.toBytes(headers)));
	}

	private static String text(ProducerRecord<byte[], byte[]> created, String header) {
		return new String(created.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
	}

	private static long count(ProducerRecord<byte[], byte[]> created, String header) {
		return StreamSupport.stream(created.headers().headers(header).spliterator(), false).count();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
