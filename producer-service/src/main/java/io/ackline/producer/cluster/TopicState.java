package io.ackline.producer.cluster;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the cluster makes of a topic.
 *
 * @param brokers how many brokers are alive
 * @param config its configuration in Kafka's names; empty if it does not exist
 * @param partitions its partitions, in order; empty if it does not exist
 * @param consumers how many members the largest group has that consumes the topic
 * @param drift how it differs from its declaration, a sentence for each difference
 */
record TopicState(int brokers, Map<String, String> config, List<Partition> partitions, int consumers,
		List<String> drift) {

	/**
	 * A partition.
	 *
	 * @param partition its number
	 * @param leader its leader's id, or {@code null} if it has none
	 * @param preferredLeader the id of the broker that is to be its leader
	 * @param replicas the ids of the brokers that keep it
	 * @param inSyncReplicas those of them that are in sync
	 * @param beginOffset its first record's, or {@code null} if its leader does not say
	 * @param endOffset the next record's, or {@code null} if its leader does not say
	 * @param writable whether nothing is known against a write with the topic's acks
	 * @param reason why it is not writable, or {@code null}
	 */
	record Partition(int partition, @Nullable Integer leader, int preferredLeader, List<Integer> replicas,
			List<Integer> inSyncReplicas, @Nullable Long beginOffset, @Nullable Long endOffset, boolean writable,
			@Nullable String reason) {

		boolean isLedByPreferred() {
			return this.leader != null && this.leader == this.preferredLeader;
		}

		long records() {
			return (this.beginOffset != null && this.endOffset != null) ? this.endOffset - this.beginOffset : 0;
		}

	}

	boolean exists() {
		return !this.partitions.isEmpty();
	}

	/**
	 * Returns how many brokers there are, also those that keep replicas and are down now.
	 */
	int knownBrokers() {
		long keeping = this.partitions.stream()
			.flatMap((partition) -> partition.replicas().stream())
			.distinct()
			.count();
		return Math.max(this.brokers, (int) keeping);
	}

	/**
	 * Returns the fewest replicas that a partition has.
	 */
	int replicas() {
		return this.partitions.stream().mapToInt((partition) -> partition.replicas().size()).min().orElse(0);
	}

}
