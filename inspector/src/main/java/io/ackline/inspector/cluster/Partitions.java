package io.ackline.inspector.cluster;

import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The partitions of all topics, as they were at the last look.
 */
@Component
public class Partitions {

	private volatile Map<String, TopicPartitions> topics = Map.of();

	private volatile Map<TopicPartition, Long> ends = Map.of();

	void set(Map<String, TopicPartitions> seen) {
		this.topics = Map.copyOf(seen);
	}

	void ends(Map<TopicPartition, Long> seen) {
		this.ends = Map.copyOf(seen);
	}

	/**
	 * Returns all topics by their names.
	 */
	public Map<String, TopicPartitions> all() {
		return this.topics;
	}

	/**
	 * Returns all partitions that have a leader.
	 */
	List<TopicPartition> led() {
		return this.topics.values()
			.stream()
			.flatMap((topic) -> topic.partitions()
				.stream()
				.filter((partition) -> partition.leader() != null)
				.map((partition) -> new TopicPartition(topic.name(), partition.p())))
			.toList();
	}

	/**
	 * Returns the offset after the partition's last record, {@code null} if it is not
	 * known.
	 */
	public @Nullable Long end(TopicPartition partition) {
		return this.ends.get(partition);
	}

}
