package io.ackline.inspector.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What has changed in a cluster between two looks.
 */
sealed interface News {

	/**
	 * Another broker is the controller.
	 */
	record ControllerMoved(long at, String kind, @Nullable Integer from, @Nullable Integer to) implements News {

	}

	/**
	 * A broker has come or gone.
	 */
	record BrokerSeen(long at, String kind, int broker, boolean alive) implements News {

	}

	/**
	 * A partition has another leader, or other replicas are in sync.
	 */
	record PartitionChanged(long at, String kind, String topic, int p, @Nullable Integer leader, List<Integer> isr,
			@Nullable Integer wasLeader, List<Integer> wasIsr) implements News {

	}

	static List<News> between(Look before, Look after) {
		List<News> news = new ArrayList<>();
		long at = Instant.now().toEpochMilli();
		if (!Objects.equals(before.controller(), after.controller())) {
			news.add(new ControllerMoved(at, "controller", before.controller(), after.controller()));
		}
		TreeSet<Integer> brokers = new TreeSet<>(before.brokers());
		brokers.addAll(after.brokers());
		for (Integer broker : brokers) {
			boolean alive = after.brokers().contains(broker);
			if (alive != before.brokers().contains(broker)) {
				news.add(new BrokerSeen(at, "broker", broker, alive));
			}
		}
		after.topics().forEach((name, topic) -> {
			TopicPartitions was = before.topics().get(name);
			if (was != null && was.id().equals(topic.id())) {
				changes(at, was, topic, news);
			}
		});
		return news;
	}

	private static void changes(long at, TopicPartitions before, TopicPartitions after, List<News> news) {
		for (int number = 0; number < Math.min(before.partitions().size(), after.partitions().size()); number++) {
			Partition was = before.partitions().get(number);
			Partition now = after.partitions().get(number);
			if (!Objects.equals(was.leader(), now.leader())
					|| !new TreeSet<>(was.isr()).equals(new TreeSet<>(now.isr()))) {
				news.add(new PartitionChanged(at, "partition", after.name(), number, now.leader(), now.isr(),
						was.leader(), was.isr()));
			}
		}
	}

	/**
	 * What was to be seen at a look.
	 */
	record Look(@Nullable Integer controller, TreeSet<Integer> brokers, Map<String, TopicPartitions> topics) {

	}

}
