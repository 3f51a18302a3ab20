package io.ackline.producer.topic;

import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of the declared topics.
 *
 * @param unreachable why the cluster cannot be seen, or {@code null}
 * @param shortcomings why a topic is not ready, by its name; without those that are
 */
record TopicsView(@Nullable String unreachable, Map<String, String> shortcomings) {

	/**
	 * Nothing seen yet.
	 */
	static final TopicsView UNSEEN = new TopicsView("Kafka has not been asked yet", Map.of());

	TopicsView {
		shortcomings = new TreeMap<>(shortcomings);
	}

	/**
	 * Returns whether every declared topic exists, with its in-sync replicas.
	 */
	boolean ready() {
		return this.unreachable == null && this.shortcomings.isEmpty();
	}

	/**
	 * Returns what keeps a topic from taking every write, or {@code null} if nothing
	 * does.
	 */
	static @Nullable String shortcoming(TopicDescription topic, int minInsyncReplicas) {
		int below = 0;
		@Nullable TopicPartitionInfo first = null;
		for (TopicPartitionInfo partition : topic.partitions()) {
			if (inSync(partition) < minInsyncReplicas) {
				below++;
				first = (first != null) ? first : partition;
			}
		}
		return (first != null)
				? "%d of %d partitions have too few in-sync replicas: partition %d has %d, min.insync.replicas is %d"
					.formatted(below, topic.partitions().size(), first.partition(), inSync(first), minInsyncReplicas)
				: null;
	}

	private static int inSync(TopicPartitionInfo partition) {
		boolean led = partition.leader() != null && !partition.leader().isEmpty();
		return led ? partition.isr().size() : 0;
	}

}
