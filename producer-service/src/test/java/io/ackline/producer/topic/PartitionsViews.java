package io.ackline.producer.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Views of a topic {@code payments} of which each partition has three replicas.
 */
public final class PartitionsViews {

	public static final Topic PAYMENTS = new Topic("payments", TopicsTests.settings("payment.*"));

	private static final List<Node> NODES = IntStream.range(0, 3)
		.mapToObj((id) -> new Node(id, "localhost", 9092 + id))
		.toList();

	private PartitionsViews() {
	}

	/**
	 * Returns what is seen of partitions with so many in-sync replicas each, where two
	 * are needed; 0 is one without a leader.
	 */
	public static PartitionsView seeing(int... inSync) {
		return seeing(PartitionsView.UNKNOWN, 2, Duration.ZERO, inSync);
	}

	public static PartitionsView unreachable() {
		return PartitionsView.UNKNOWN.unreachable("Kafka does not answer at localhost:9092", System.nanoTime());
	}

	static PartitionsView seeing(PartitionsView before, int minInsyncReplicas, Duration ago, int... inSync) {
		List<TopicPartitionInfo> partitions = new ArrayList<>();
		for (int i = 0; i < inSync.length; i++) {
			partitions.add(new TopicPartitionInfo(i, (inSync[i] > 0) ? NODES.get(0) : Node.noNode(), NODES,
					NODES.subList(0, Math.max(1, inSync[i]))));
		}
		return before.seeing(Map.of("payments", new TopicDescription("payments", false, partitions)),
				Map.of("payments", minInsyncReplicas), System.nanoTime() - ago.toNanos());
	}

}
