package io.ackline.producer.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The brokers, and how evenly they carry the partitions of all topics.
 *
 * @param id the cluster's id
 * @param controller the id of the broker that is the controller
 * @param brokers the brokers that are there
 * @param skew how unevenly they carry the partitions
 */
record ClusterView(String id, int controller, List<Broker> brokers, Skew skew) {

	/**
	 * A broker.
	 *
	 * @param leaders how many partitions it leads
	 * @param preferredLeaders how many it is to lead
	 * @param replicas how many it keeps
	 * @param bytes what they take on its disks, or {@code null} if it does not say
	 */
	record Broker(int id, String host, int port, boolean controller, int leaders, int preferredLeaders, int replicas,
			@Nullable Long bytes) {

	}

	/**
	 * How much more the most loaded broker has than the mean: 1 when all have the same, 2
	 * when it has twice as much.
	 *
	 * @param leaders of partitions led
	 * @param bytes of bytes on disk
	 * @param displacedLeaders how many partitions are not led by their preferred broker
	 * @param partitions how many partitions there are
	 */
	record Skew(double leaders, double bytes, int displacedLeaders, int partitions) {

	}

	static ClusterView of(String id, int controller, Collection<Node> nodes, Collection<TopicDescription> topics,
			Map<Integer, Map<TopicPartition, Long>> sizes) {
		List<TopicPartitionInfo> partitions = topics.stream().flatMap((topic) -> topic.partitions().stream()).toList();
		Map<Integer, Integer> leaders = new LinkedHashMap<>();
		Map<Integer, Integer> preferred = new LinkedHashMap<>();
		Map<Integer, Integer> replicas = new LinkedHashMap<>();
		int displaced = 0;
		for (TopicPartitionInfo partition : partitions) {
			partition.replicas().forEach((replica) -> replicas.merge(replica.id(), 1, Integer::sum));
			preferred.merge(partition.replicas().get(0).id(), 1, Integer::sum);
			if (partition.leader() != null && !partition.leader().isEmpty()) {
				leaders.merge(partition.leader().id(), 1, Integer::sum);
			}
			displaced += isDisplaced(partition) ? 1 : 0;
		}
		List<Broker> brokers = nodes.stream()
			.sorted(Comparator.comparingInt(Node::id))
			.map((node) -> new Broker(node.id(), node.host(), node.port(), node.id() == controller,
					leaders.getOrDefault(node.id(), 0), preferred.getOrDefault(node.id(), 0),
					replicas.getOrDefault(node.id(), 0), bytes(sizes.get(node.id()))))
			.toList();
		return new ClusterView(id, controller, brokers,
				new Skew(skew(brokers, Broker::leaders),
						skew(brokers, (broker) -> (broker.bytes() != null) ? broker.bytes() : 0), displaced,
						partitions.size()));
	}

	/**
	 * Returns whether a partition is not led by its preferred broker.
	 */
	static boolean isDisplaced(TopicPartitionInfo partition) {
		return partition.leader() == null || partition.leader().id() != partition.replicas().get(0).id();
	}

	private static @Nullable Long bytes(@Nullable Map<TopicPartition, Long> replicas) {
		return (replicas != null) ? replicas.values().stream().mapToLong(Long::longValue).sum() : null;
	}

	private static double skew(List<Broker> brokers, ToLongFunction<Broker> load) {
		long all = brokers.stream().mapToLong(load).sum();
		long largest = brokers.stream().mapToLong(load).max().orElse(0);
		return (all > 0) ? Math.round(100.0 * largest * brokers.size() / all) / 100.0 : 1;
	}

}
