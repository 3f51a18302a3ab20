package io.ackline.producer.topic;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

	/**
	 * The shortcoming of a topic that is on its way into the cluster.
	 */
	static final String CREATING = "It is being created";

	/**
	 * The shortcoming of a topic whose partitions are being looked up.
	 */
	static final String CONNECTING = "The producers are being connected";

	private static final int MAX_SHOWN = 3;

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
	 * Returns whether nothing is wrong but that the topics are new.
	 */
	boolean settling() {
		return this.unreachable == null && this.shortcomings.values()
			.stream()
			.allMatch((text) -> text.equals(CREATING) || text.equals(CONNECTING));
	}

	/**
	 * Returns the shortcomings in one line, the first few of many.
	 */
	String describeShortcomings() {
		String first = this.shortcomings.entrySet()
			.stream()
			.limit(MAX_SHOWN)
			.map((entry) -> "'%s': %s".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining("; "));
		int more = this.shortcomings.size() - MAX_SHOWN;
		return (more > 0) ? "%s; and %d more".formatted(first, more) : first;
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
