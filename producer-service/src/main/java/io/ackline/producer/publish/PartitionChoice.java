package io.ackline.producer.publish;

import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.NotWritable;
import io.ackline.producer.topic.PartitionsView;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the partition of an event before Kafka's client sees it, so that a write
 * that could not succeed is refused at once.
 */
final class PartitionChoice {

	private final AtomicInteger turns = new AtomicInteger();

	/**
	 * Returns the partition to write to: that of the key, as Kafka's own producers choose
	 * it, or for an event without a key any that can be written to.
	 * @param partitions how many there are
	 * @return {@code null} if the event has no key and Kafka's client may choose
	 * @throws ProblemException if no partition that the event may go to can be written to
	 */
	@Nullable Integer choose(PartitionsView view, Topic topic, Acks acks, byte @Nullable [] key, int partitions) {
		if (key != null) {
			int partition = BuiltInPartitioner.partitionForKey(key, partitions);
			requireWritable(view, topic, acks, partition);
			return partition;
		}
		return view.isWritable(topic, acks) ? null : anyWritable(view, topic, acks, partitions);
	}

	/**
	 * Refuses a write to a partition that could not succeed.
	 * @throws ProblemException if the partition cannot be written to
	 */
	void requireWritable(PartitionsView view, Topic topic, Acks acks, int partition) {
		NotWritable notWritable = view.whyNotWritable(topic, partition, acks);
		if (notWritable != null) {
			throw refused(notWritable);
		}
	}

	private int anyWritable(PartitionsView view, Topic topic, Acks acks, int partitions) {
		int turn = this.turns.getAndIncrement();
		for (int i = 0; i < partitions; i++) {
			int partition = Math.floorMod(turn + i, partitions);
			if (view.whyNotWritable(topic, partition, acks) == null) {
				return partition;
			}
		}
		int partition = Math.floorMod(turn, partitions);
		requireWritable(view, topic, acks, partition);
		return partition;
	}

	private static ProblemException refused(NotWritable notWritable) {
		ProblemType type = notWritable.reachable() ? ProblemType.PARTITION_NOT_WRITABLE
				: ProblemType.CLUSTER_UNREACHABLE;
		return new ProblemException(
				type.problem("%s. Try again once the brokers are back.".formatted(notWritable.reason()))
					.retryAfter(notWritable.retryAfterSeconds()));
	}

}
