package io.ackline.inspector.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.ackline.inspector.cluster.News.Look;
import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Looks at the brokers, the controller, and at who leads and who is in sync.
 */
@Component
class ClusterProbe implements Probe {

	// A replica that was in sync at a look longer ago may have left at any time since.
	private static final Duration FRESH = Duration.ofSeconds(4);

	private final OutOfSync outOfSync = new OutOfSync();

	private final ClusterConnection connection;

	private final Partitions partitions;

	private final Board board;

	private final ObjectProvider<LastChange> lastChange;

	private @Nullable Look last;

	private Instant lastAt = Instant.EPOCH;

	ClusterProbe(ClusterConnection connection, Partitions partitions, Board board,
			ObjectProvider<LastChange> lastChange) {
		this.connection = connection;
		this.partitions = partitions;
		this.board = board;
		this.lastChange = lastChange;
	}

	@Override
	public Duration interval() {
		return Duration.ofMillis(400);
	}

	@Override
	public void look() {
		try {
			Admin admin = this.connection.admin();
			DescribeClusterResult cluster = admin.describeCluster();
			KafkaFuture<Set<String>> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names();
			Collection<Node> nodes = this.connection.get(cluster.nodes());
			Integer controller = id(this.connection.get(cluster.controller()));
			Map<String, TopicPartitions> topics = topics(this.connection.get(names));
			TreeSet<Integer> brokers = new TreeSet<>();
			nodes.forEach((node) -> brokers.add(node.id()));
			show(new Look(controller, brokers, topics),
					ClusterView.of(this.connection.get(cluster.clusterId()), controller, nodes, topics));
		}
		catch (ClusterUnavailable ex) {
			this.board.put("reachable", new Reachable(false, ex.getMessage()));
		}
	}

	private Map<String, TopicPartitions> topics(Collection<String> names) {
		Map<String, TopicPartitions> topics = new HashMap<>();
		Instant now = Instant.now();
		this.connection.admin().describeTopics(names).topicNameValues().forEach((name, future) -> {
			try {
				topics.put(name, of(this.connection.get(future), now));
			}
			catch (UnknownTopic ex) {
				// deleted meanwhile
			}
		});
		return topics;
	}

	private TopicPartitions of(TopicDescription topic, Instant now) {
		Look before = Duration.between(this.lastAt, now).compareTo(FRESH) < 0 ? this.last : null;
		boolean seenBefore = before != null && before.topics().containsKey(topic.name());
		return new TopicPartitions(topic.name(), topic.topicId().toString(), topic.isInternal(),
				topic.partitions()
					.stream()
					.sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
					.map((partition) -> of(topic.name(), partition, seenBefore, now))
					.toList());
	}

	private Partition of(String topic, TopicPartitionInfo partition, boolean seenBefore, Instant now) {
		List<Integer> replicas = partition.replicas().stream().map(Node::id).toList();
		List<Integer> isr = partition.isr().stream().map(Node::id).sorted().toList();
		return new Partition(partition.partition(), id(partition.leader()), replicas, isr,
				this.outOfSync.of(new TopicPartition(topic, partition.partition()), replicas, isr, seenBefore, now,
						() -> this.lastChange.stream()
							.flatMap((memory) -> memory.of(topic, partition.partition()).stream())
							.findFirst()
							.orElse(now)));
	}

	private void show(Look look, ClusterView view) {
		Look before = this.last;
		if (before != null) {
			News.between(before, look).forEach(this.board::tell);
		}
		this.last = look;
		this.lastAt = Instant.now();
		this.partitions.set(look.topics());
		this.outOfSync.retain(look.topics().keySet());
		this.board.put("reachable", new Reachable(true, null));
		this.board.put("cluster", view);
		look.topics().forEach((name, topic) -> this.board.put("topic/" + name, topic));
		for (String prefix : List.of("topic/", "offsets/", "sizes/", "settings/")) {
			this.board.retain(prefix, look.topics().keySet());
		}
	}

	private static @Nullable Integer id(@Nullable Node node) {
		return (node == null || node.isEmpty()) ? null : node.id();
	}

	/**
	 * Whether the brokers answer.
	 *
	 * @param why why they do not, or {@code null}
	 */
	record Reachable(boolean reachable, @Nullable String why) {

	}

}
