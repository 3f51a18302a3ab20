package io.ackline.producer.kafkarest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * A topic, as Kafka REST v2 shows it.
 *
 * @param name its name
 * @param configs its settings
 * @param partitions its partitions
 */
record RestTopic(String name, Map<String, String> configs, List<Partition> partitions) {

	static RestTopic of(TopicDescription topic, Map<String, String> settings) {
		Map<String, String> configs = new TreeMap<>();
		settings.forEach((name, value) -> configs.put(name, (value != null) ? value : ""));
		return new RestTopic(topic.name(), configs, topic.partitions().stream().map(Partition::of).toList());
	}

	private static int leader(TopicPartitionInfo partition) {
		Node leader = partition.leader();
		return (leader != null) ? leader.id() : -1;
	}

	/**
	 * A partition.
	 *
	 * @param partition its number
	 * @param leader the broker that leads it, -1 if none does
	 * @param replicas its replicas, the preferred leader first
	 */
	record Partition(int partition, int leader, List<Replica> replicas) {

		static Partition of(TopicPartitionInfo info) {
			int leader = RestTopic.leader(info);
			return new Partition(info.partition(), leader,
					info.replicas()
						.stream()
						.map((node) -> new Replica(node.id(), node.id() == leader, info.isr().contains(node)))
						.toList());
		}

	}

	/**
	 * A replica.
	 *
	 * @param broker the broker that keeps it
	 * @param leader whether that broker leads the partition
	 * @param inSync whether it is in sync
	 */
	record Replica(int broker, boolean leader, @JsonProperty("in_sync") boolean inSync) {

	}

}
