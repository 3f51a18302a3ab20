package io.ackline.inspector.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.ackline.inspector.cluster.News.BrokerSeen;
import io.ackline.inspector.cluster.News.ControllerMoved;
import io.ackline.inspector.cluster.News.Look;
import io.ackline.inspector.cluster.News.PartitionChanged;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NewsTests {

	@Test
	void tellsWhatADeadBrokerChanges() {
		List<News> news = News.between(look(2, List.of(1, 2, 3), 2, List.of(1, 2, 3)),
				look(3, List.of(1, 3), 1, List.of(1, 3)));
		assertThat(news).satisfiesExactly(
				(one) -> assertThat(one).isInstanceOf(ControllerMoved.class).extracting("from", "to").contains(2, 3),
				(one) -> assertThat(one).isInstanceOf(BrokerSeen.class)
					.extracting("broker", "alive")
					.contains(2, false),
				(one) -> assertThat(one).isInstanceOf(PartitionChanged.class)
					.extracting("leader", "wasLeader", "isr", "wasIsr")
					.contains(1, 2, List.of(1, 3), List.of(1, 2, 3)));
	}

	@Test
	void tellsNothingWhenNothingChangedButAnOrder() {
		assertThat(News.between(look(1, List.of(1, 2), 1, List.of(1, 2)), look(1, List.of(1, 2), 1, List.of(2, 1))))
			.isEmpty();
	}

	private static Look look(int controller, List<Integer> brokers, int leader, List<Integer> isr) {
		Partition partition = new Partition(0, leader, List.of(2, 1, 3), isr, Map.of());
		return new Look(controller, new TreeSet<>(brokers),
				Map.of("payments", new TopicPartitions("payments", "id", false, List.of(partition))));
	}

}
