package io.ackline.consumer.deadletter;

import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedKey;
import io.ackline.consumer.progress.LogPartition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The event of a dead letter, as it would be handled again.
 *
 * @param number the letter's number
 * @param id the id that its receipt has
 * @param source the source that its receipt has
 * @param type the event's type, {@code null} if it could not be decoded
 */
record BuriedEvent(long number, LogPartition partition, String id, String source, @Nullable String type,
		@Nullable String key, String reason, ConsumerRecord<byte[], byte[]> kafkaRecord) {

	boolean is(DeadLetter.Reason wanted) {
		return wanted.text().equals(this.reason);
	}

	long offset() {
		return this.kafkaRecord.offset();
	}

	/**
	 * Returns the key whose queue the event belongs to.
	 */
	ParkedKey parkedKey() {
		return ParkedKey.of(this.partition, this.key, offset());
	}

	ParkedEvent parked() {
		if (this.type == null) {
			throw new IllegalStateException("What was not decoded has no handler");
		}
		return new ParkedEvent(this.kafkaRecord, this.id, this.source, this.type, 0, null);
	}

}
