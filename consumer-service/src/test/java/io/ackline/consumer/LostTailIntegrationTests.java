package io.ackline.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tail of a log is lost after it was processed: the only replica that had it dies,
 * and one that lacks it leads, as its topic allows. Or all of it is.
 */
@Tag("full")
@WithLocalCluster
class LostTailIntegrationTests {

	private static final List<String> KEPT = List.of("kept-0", "kept-1");

	private static final List<String> LOST = List.of("lost-2", "lost-3", "lost-4");

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Map<String, Object> properties = new HashMap<>();

	private LocalCluster cluster;

	private String topic;

	@BeforeEach
	void createTopic(LocalCluster cluster, TestInfo test) throws Exception {
		this.cluster = cluster;
		String name = test.getTestMethod().orElseThrow().getName().replaceAll("[a-z]", "");
		this.topic = "tail-" + name;
		try (TestTopics topics = new TestTopics(cluster.bootstrapServers());
				Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
			List.of("payments", "webhooks", "clicks").forEach((shipped) -> topics.create(shipped, 1));
			admin
				.createTopics(List.of(new NewTopic(this.topic, Map.of(0, List.of(2, 3)))
					.configs(Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1"))))
				.all()
				.get();
		}
		this.properties.put("spring.kafka.bootstrap-servers", cluster.bootstrapServers());
		this.properties.put("spring.datasource.url", cluster.createDatabase("tail_" + name.toLowerCase(Locale.ROOT)));
		this.properties.put("spring.datasource.username", cluster.jdbcUser());
		this.properties.put("spring.datasource.password", cluster.jdbcPassword());
		this.properties.put("spring.kafka.consumer.group-id", this.topic);
		this.properties.put("ackline.topics." + this.topic + ".default-type", "record");
	}

	@AfterEach
	void restore() {
		this.cluster.restore();
	}

	@Test
	void isToldAsAGapWhileTheConsumerRuns() {
		try (RunningConsumer consumer = start()) {
			processTheTail(consumer);
			loseTheTail();
			awaitGap(consumer, 5, 2, "truncated");
			send(List.of("new-2"));
			assertThat(consumer.receipt("new-2").get("offset").asInt()).isEqualTo(2);
			assertThat(consumer.get("/actuator/prometheus").body())
				.contains("ackline_gaps_total{reason=\"truncated\",topic=\"" + this.topic + "\"} 1.0");
			assertThat(consumer.receipt("lost-4").get("state").asString()).isEqualTo("processed");
		}
	}

	/**
	 * By the offsets alone nothing would be seen to be wrong.
	 */
	@Test
	void isToldAsAGapWhenTheLogHasGrownPastItAgainBeforeTheConsumerComes() {
		try (RunningConsumer consumer = start()) {
			processTheTail(consumer);
		}
		loseTheTail();
		send(List.of("new-2", "new-3", "new-4", "new-5", "new-6"));
		try (RunningConsumer consumer = start()) {
			awaitGap(consumer, 5, 2, "truncated");
			for (int offset = 2; offset <= 6; offset++) {
				assertThat(consumer.receipt("new-" + offset).get("offset").asInt()).isEqualTo(offset);
			}
		}
	}

	@Test
	void isToldAsAGapWhenAllIsWipedAndMadeAgainBeforeTheConsumerComes() {
		try (RunningConsumer consumer = start()) {
			send(KEPT);
			KEPT.forEach(consumer::receipt);
		}
		try (TestTopics topics = new TestTopics(this.cluster.bootstrapServers())) {
			topics.delete(this.topic);
			topics.create(this.topic, 1);
		}
		send(List.of("new-0", "new-1", "new-2"));
		try (RunningConsumer consumer = start()) {
			awaitGap(consumer, 2, 0, "recreated");
			for (int offset = 0; offset <= 2; offset++) {
				assertThat(consumer.receipt("new-" + offset).get("offset").asInt()).isEqualTo(offset);
			}
			assertThat(consumer.get("/actuator/prometheus").body())
				.contains("ackline_gaps_total{reason=\"recreated\",topic=\"" + this.topic + "\"} 1.0");
		}
	}

	private RunningConsumer start() {
		return RunningConsumer.start(this.properties).ready();
	}

	private void processTheTail(RunningConsumer consumer) {
		send(KEPT);
		this.cluster.stop("broker-3");
		send(LOST);
		LOST.forEach((id) -> assertThat(consumer.receipt(id).get("state").asString()).isEqualTo("processed"));
	}

	private void loseTheTail() {
		this.cluster.kill("broker-2");
		this.cluster.start("broker-3");
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.cluster.bootstrapServers()))) {
			Awaitility.await().atMost(LIMIT).until(() -> leader(admin) == 3);
		}
	}

	private int leader(Admin admin) throws InterruptedException, ExecutionException {
		Node leader = admin.describeTopics(List.of(this.topic))
			.allTopicNames()
			.get()
			.get(this.topic)
			.partitions()
			.get(0)
			.leader();
		return (leader != null) ? leader.id() : -1;
	}

	private void awaitGap(RunningConsumer consumer, int from, int to, String reason) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(consumer.health().toString()).contains("\"status\":\"UP\"",
					"\"partition\":\"%s-0\"".formatted(this.topic), "\"from\":" + from, "\"to\":" + to,
					"\"reason\":\"" + reason + "\""));
	}

	private void send(List<String> ids) {
		try (TestTopics topics = new TestTopics(this.cluster.bootstrapServers())) {
			ids.forEach((id) -> topics.send(this.topic, 0, "record", id, "k", "{}"));
		}
	}

}
