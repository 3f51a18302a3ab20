package io.ackline.inspector.message;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a partition, in one direction.
 *
 * @param found the records that were found, in the order in which they were met
 * @param begun the offset at which it was begun
 * @param reached the offset at which it would be gone on with
 * @param done whether there is nothing beyond
 * @param seen the time of the last record that was looked at, found or not; {@code null}
 * if there was none
 */
record Stretch(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> found, long begun, long reached,
		boolean done, @Nullable Long seen) {

	Stretch {
		found = List.copyOf(found);
	}

	/**
	 * Returns whether there was something to read, and nothing of it came.
	 */
	boolean isSilent() {
		return !this.done && this.seen == null && this.reached == this.begun;
	}

}
