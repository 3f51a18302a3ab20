package io.ackline.consumer.parking;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits in its key's queue, with the record that it came in.
 *
 * @param id the id that its receipt has
 * @param source the source that its receipt has
 * @param type the event's type, which a record without {@code ce_*} headers does not tell
 * @param attempts how often its handler failed since the event was put in the queue
 * @param error what the last failure said
 */
public record ParkedEvent(ConsumerRecord<byte[], byte[]> kafkaRecord, String id, String source, String type,
		int attempts, @Nullable String error) {

	public long offset() {
		return this.kafkaRecord.offset();
	}

}
