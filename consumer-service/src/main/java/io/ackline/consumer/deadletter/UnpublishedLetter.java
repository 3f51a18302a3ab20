package io.ackline.consumer.deadletter;

import java.util.Optional;
import java.util.UUID;

import io.ackline.consumer.database.StoredHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that is not known to be in Kafka.
 *
 * @param deathId what tells this death from any other
 * @param exception the class of what the handler threw, if it is known
 * @param exceptionCause the class of its innermost cause
 * @param attempts how often the handler was called
 */
record UnpublishedLetter(long number, UUID deathId, String reason, String error, @Nullable String exception,
		@Nullable String exceptionCause, int attempts, Original original) {

	String topic() {
		return this.original.topic();
	}

	/**
	 * The record that the event came in.
	 *
	 * @param timestamp in milliseconds since 1970
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Original(String topic, int partition, long offset, long timestamp, String timestampType,
			byte @Nullable [] key, byte @Nullable [] value, byte[] headers) {

		ConsumerRecord<byte[], byte[]> kafkaRecord() {
			return new ConsumerRecord<>(this.topic, this.partition, this.offset, this.timestamp,
					TimestampType.forName(this.timestampType), length(this.key), length(this.value), this.key,
					this.value, StoredHeaders.fromBytes(this.headers), Optional.empty());
		}

		private static int length(byte @Nullable [] bytes) {
			return (bytes != null) ? bytes.length : ConsumerRecord.NULL_SIZE;
		}

	}

}
