package io.ackline.consumer.inbox;

import java.util.List;

import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.Progress;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A partition's share of a poll.
 *
 * @param expected the progress that the records were fetched for
 * @param records consecutive records of the partition's log, none of them below the
 * expected offset, and not empty
 * @param defaultType the type of records without {@code ce_*} headers
 * @param failedAttempts how often the first record's handler has failed so far
 */
public record Share(LogPartition partition, Progress expected, List<ConsumerRecord<byte[], byte[]>> records,
		String defaultType, int failedAttempts) {

	public Share {
		if (records.isEmpty() || records.get(0).offset() < expected.nextOffset()) {
			throw new IllegalArgumentException(
					"A share of %s must start at offset %d or later".formatted(partition, expected.nextOffset()));
		}
	}

}
