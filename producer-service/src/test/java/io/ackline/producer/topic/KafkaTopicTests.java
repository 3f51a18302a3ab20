package io.ackline.producer.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaTopicTests {

	@Test
	void seesNoDriftInATopicAsDeclared() {
		KafkaTopic topic = KafkaTopic.of(topic(Duration.ofHours(6)));
		assertThat(topic.drift(description(6, 3, 3), topic.config())).isEmpty();
	}

	@Test
	void saysEachDifferenceWithItsNumbers() {
		KafkaTopic topic = KafkaTopic.of(topic(Duration.ofHours(6)));
		Map<String, String> actual = new HashMap<>(topic.config());
		actual.put("min.insync.replicas", "1");
		actual.put("retention.ms", "1000");
		assertThat(topic.drift(description(4, 2, 2), actual)).containsExactlyInAnyOrder(
				"Topic 'payments' is declared with partitions=6, the cluster has 4",
				"Topic 'payments' is declared with replicas=3, the cluster has 2",
				"Topic 'payments' is declared with min.insync.replicas=2, the cluster has 1",
				"Topic 'payments' is declared with retention.ms=21600000, the cluster has 1000");
	}

	@Test
	void leavesToTheBrokersWhatIsNotDeclared() {
		KafkaTopic topic = KafkaTopic.of(topic(null));
		assertThat(topic.config()).containsOnlyKeys("min.insync.replicas", "unclean.leader.election.enable",
				"cleanup.policy", "max.message.bytes");
	}

	@Test
	void keepsDeadLettersForAWeekAtLeastWithRoomForTheirHeaders() {
		KafkaTopic letters = KafkaTopic.deadLettersOf(topic(Duration.ofHours(6)));
		assertThat(letters.name()).isEqualTo("payments-dlt");
		assertThat(letters.partitions()).isEqualTo(6);
		assertThat(letters.replicas()).isEqualTo(3);
		assertThat(letters.config()).containsEntry("min.insync.replicas", "2")
			.containsEntry("retention.ms", String.valueOf(Duration.ofDays(7).toMillis()))
			.containsEntry("max.message.bytes", String.valueOf(1024 * 1024 + 256 * 1024));
		assertThat(KafkaTopic.deadLettersOf(topic(Duration.ofDays(30))).config()).containsEntry("retention.ms",
				String.valueOf(Duration.ofDays(30).toMillis()));
		assertThat(KafkaTopic.deadLettersOf(topic(Duration.ofMillis(-1))).config()).containsEntry("retention.ms", "-1");
	}

	private static Topic topic(@Nullable Duration retention) {
		return new Topic("payments", new TopicProperties(6, 3, 2, Acks.ALL, false, retention, null,
				CleanupPolicy.DELETE, DataSize.ofMegabytes(1), List.of("payment.*"), null, UnknownTypes.ACCEPT, false));
	}

	private static TopicDescription description(int partitions, int replicas, int inSync) {
		List<Node> nodes = IntStream.range(0, replicas).mapToObj((id) -> new Node(id, "localhost", 9092 + id)).toList();
		return new TopicDescription("payments", false, IntStream.range(0, partitions)
			.mapToObj((partition) -> new TopicPartitionInfo(partition, nodes.get(0), nodes, nodes.subList(0, inSync)))
			.toList());
	}

}
