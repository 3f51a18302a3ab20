package io.ackline.inspector.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * The brokers, and how evenly they lead.
 *
 * @param id the cluster's id
 * @param controller the broker that is the controller, {@code null} if none is
 * @param brokers those that are there, and those that are to keep something and are not
 */
record ClusterView(String id, @Nullable Integer controller, List<Broker> brokers) {

	static ClusterView of(String id, @Nullable Integer controller, Collection<Node> nodes,
			Map<String, TopicPartitions> topics) {
		Map<Integer, Load> loads = new TreeMap<>();
		topics.values().stream().flatMap((topic) -> topic.partitions().stream()).forEach((partition) -> {
			partition.replicas().forEach((replica) -> load(loads, replica).replicas++);
			partition.isr().forEach((replica) -> load(loads, replica).inSync++);
			load(loads, partition.replicas().get(0)).preferred++;
			if (partition.leader() != null) {
				load(loads, partition.leader()).leaders++;
			}
		});
		Map<Integer, Node> alive = new TreeMap<>();
		nodes.forEach((node) -> {
			load(loads, node.id());
			alive.put(node.id(), node);
		});
		return new ClusterView(id, controller,
				loads.entrySet()
					.stream()
					.map((entry) -> Broker.of(entry.getKey(), alive.get(entry.getKey()), entry.getValue()))
					.toList());
	}

	private static Load load(Map<Integer, Load> loads, Integer broker) {
		return loads.computeIfAbsent(broker, (key) -> new Load());
	}

	/**
	 * A broker.
	 *
	 * @param alive whether it is there
	 * @param host where it listens, {@code null} if it is not there
	 * @param leaders how many partitions it leads
	 * @param preferred how many it is to lead
	 * @param replicas how many it is to keep
	 * @param inSync for how many of these it is in sync
	 */
	record Broker(int id, boolean alive, @Nullable String host, int port, @Nullable String rack, int leaders,
			int preferred, int replicas, int inSync) {

		private static Broker of(int id, @Nullable Node node, Load load) {
			return new Broker(id, node != null, (node != null) ? node.host() : null, (node != null) ? node.port() : 0,
					(node != null) ? node.rack() : null, load.leaders, load.preferred, load.replicas, load.inSync);
		}

	}

	private static final class Load {

		private int leaders;

		private int preferred;

		private int replicas;

		private int inSync;

	}

}
