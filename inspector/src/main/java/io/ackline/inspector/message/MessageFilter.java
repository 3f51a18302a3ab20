package io.ackline.inspector.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which records are asked for: those of a key, or with an event's id.
 */
record MessageFilter(@Nullable String key, @Nullable String id) implements Predicate<ConsumerRecord<byte[], byte[]>> {

	boolean isGiven() {
		return isGiven(this.key) || isGiven(this.id);
	}

	@Override
	public boolean test(ConsumerRecord<byte[], byte[]> kafkaRecord) {
		return (!isGiven(this.key) || matches(this.key, kafkaRecord.key()))
				&& (!isGiven(this.id) || matches(this.id, id(kafkaRecord)));
	}

	private static byte @Nullable [] id(ConsumerRecord<byte[], byte[]> kafkaRecord) {
		Header header = kafkaRecord.headers().lastHeader("ce_id");
		return (header != null) ? header.value() : null;
	}

	private static boolean matches(@Nullable String wanted, byte @Nullable [] bytes) {
		return bytes != null && wanted != null && Arrays.equals(bytes, wanted.getBytes(StandardCharsets.UTF_8));
	}

	private static boolean isGiven(@Nullable String text) {
		return text != null && !text.isEmpty();
	}

}
