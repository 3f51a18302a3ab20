package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RecordSizesTests {

	@ParameterizedTest(name = "{2} headers")
	@MethodSource("records")
	void isNeverLessThanWhatKafkaWritesAndHardlyMore(byte @Nullable [] key, byte @Nullable [] value, int headers) {
		ProducerRecord<byte[], byte[]> kafkaRecord = new ProducerRecord<>("payments", key, value);
		for (int i = 0; i < headers; i++) {
			kafkaRecord.headers().add("ce_header" + i, "a value".repeat(i).getBytes(StandardCharsets.UTF_8));
		}
		int written = MemoryRecords
			.withRecords(Compression.NONE, new SimpleRecord(1, key, value, kafkaRecord.headers().toArray()))
			.sizeInBytes();
		assertThat(RecordSizes.of(kafkaRecord)).isBetween((long) written, written + 24L + headers * 8L);
	}

	static Stream<Arguments> records() {
		return Stream.of(arguments(null, null, 0), arguments(null, new byte[1], 0), arguments(new byte[255], null, 9),
				arguments(new byte[1000], new byte[1_000_000], 70), arguments(new byte[0], new byte[200_000_000], 1));
	}

}
