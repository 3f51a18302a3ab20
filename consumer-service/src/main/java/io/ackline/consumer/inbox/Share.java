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
 * @param first whether nothing of the partition was handed in before since it was
 * assigned
 */
public record Share(LogPartition partition, Progress expected, List<ConsumerRecord<byte[], byte[]>> records,
		String defaultType, boolean first) {

	public Share {
		if (records.isEmpty() || records.get(0).offset() < expected.nextOffset()) {
			throw new IllegalArgumentException(
					"A share of %s must start at offset %d or later".formatted(partition, expected.nextOffset()));
		}
	}

	/**
	 * Returns what is left when a first part is committed.
	 */
	Share after(int committed, Progress progress) {
		return new Share(this.partition, progress, this.records.subList(committed, this.records.size()),
				this.defaultType, false);
	}

}
