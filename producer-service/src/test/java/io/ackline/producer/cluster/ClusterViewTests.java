package io.ackline.producer.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ackline.producer.cluster.ClusterView.Broker;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterViewTests {

	private static final List<Node> NODES = IntStream.rangeClosed(1, 3)
		.mapToObj((id) -> new Node(id, "localhost", 9091 + id))
		.toList();

	@Test
	void findsAnEvenClusterEven() {
		ClusterView view = view(Map.of(1, sizes(10), 2, sizes(10), 3, sizes(10)), 1, 2, 3);
		assertThat(view.skew()).isEqualTo(new ClusterView.Skew(1, 1, 0, 3));
		assertThat(view.brokers()).extracting(Broker::leaders).containsExactly(1, 1, 1);
		assertThat(view.brokers()).extracting(Broker::replicas).containsExactly(3, 3, 3);
		assertThat(view.brokers()).extracting(Broker::controller).containsExactly(false, true, false);
	}

	@Test
	void saysHowMuchMoreTheMostLoadedBrokerHas() {
		ClusterView view = view(Map.of(1, sizes(10, 30), 2, sizes(10), 3, sizes(10)), 1, 1, 3);
		assertThat(view.skew()).isEqualTo(new ClusterView.Skew(2, 2, 1, 3));
		assertThat(view.brokers()).extracting(Broker::preferredLeaders).containsExactly(1, 1, 1);
		assertThat(view.brokers()).extracting(Broker::bytes).containsExactly(40L, 10L, 10L);
	}

	@Test
	void countsPartitionsWithoutALeaderAsDisplaced() {
		ClusterView view = view(Map.of(1, sizes(10)), 0, 2, 3);
		assertThat(view.skew().displacedLeaders()).isEqualTo(1);
		assertThat(view.brokers()).extracting(Broker::bytes).containsExactly(10L, null, null);
	}

	/**
	 * One partition for each leader; the preferred ones are brokers 1, 2, 3.
	 */
	private static ClusterView view(Map<Integer, Map<TopicPartition, Long>> sizes, int... leaders) {
		List<TopicPartitionInfo> partitions = IntStream.range(0, leaders.length)
			.mapToObj((number) -> new TopicPartitionInfo(number,
					(leaders[number] > 0) ? NODES.get(leaders[number] - 1) : Node.noNode(),
					IntStream.range(0, 3).mapToObj((i) -> NODES.get((number + i) % 3)).toList(), NODES))
			.toList();
		return ClusterView.of("c", 2, NODES, List.of(new TopicDescription("t", false, partitions)), sizes);
	}

	private static Map<TopicPartition, Long> sizes(long... sizes) {
		return IntStream.range(0, sizes.length)
			.boxed()
			.collect(Collectors.toMap((i) -> new TopicPartition("t", i), (i) -> sizes[i]));
	}

}
