package io.ackline.inspector.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at the bytes that partitions take on the brokers' disks.
 */
@Component
class SizesProbe implements Probe {

	private static final Duration PATIENCE = Duration.ofMillis(1500);

	private final Map<String, RateWindow> rates = new HashMap<>();

	private final ClusterConnection connection;

	private final Partitions partitions;

	private final Board board;

	SizesProbe(ClusterConnection connection, Partitions partitions, Board board) {
		this.connection = connection;
		this.partitions = partitions;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofSeconds(2);
	}

	@Override
	public void look() throws InterruptedException {
		Map<String, TopicPartitions> topics = this.partitions.all();
		Set<Integer> brokers = new TreeSet<>();
		topics.values().forEach((topic) -> topic.partitions().forEach((partition) -> brokers.addAll(partition.isr())));
		if (brokers.isEmpty()) {
			return;
		}
		Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> answers = this.connection.admin()
			.describeLogDirs(brokers)
			.descriptions();
		this.connection.settle(List.copyOf(answers.values()), PATIENCE);
		Map<Integer, Long> disks = new TreeMap<>();
		Map<TopicPartition, Long> largest = new HashMap<>();
		answers.forEach((broker, future) -> {
			Map<String, LogDirDescription> known = ClusterConnection.known(future);
			if (known != null) {
				long bytes = 0;
				for (LogDirDescription folder : known.values()) {
					folder.replicaInfos()
						.forEach((partition, replica) -> largest.merge(partition, replica.size(), Math::max));
					bytes += folder.replicaInfos().values().stream().mapToLong((replica) -> replica.size()).sum();
				}
				disks.put(broker, bytes);
			}
		});
		this.board.put("disks", disks);
		this.rates.keySet().retainAll(topics.keySet());
		topics.values().forEach((topic) -> show(topic, largest));
	}

	private void show(TopicPartitions topic, Map<TopicPartition, Long> sizes) {
		List<@Nullable Long> bytes = new ArrayList<>();
		for (int number = 0; number < topic.partitions().size(); number++) {
			bytes.add(sizes.get(new TopicPartition(topic.name(), number)));
		}
		List<@Nullable Double> rate = this.rates.computeIfAbsent(topic.name(), (name) -> new RateWindow())
			.add(System.nanoTime(), bytes);
		this.board.put("sizes/" + topic.name(), new Sizes(bytes, rate));
	}

	/**
	 * The bytes of a topic's partitions, each as on its fullest replica.
	 *
	 * @param bytes what they take
	 * @param rate by how much that grows in a second
	 */
	record Sizes(List<@Nullable Long> bytes, List<@Nullable Double> rate) {

	}

}
