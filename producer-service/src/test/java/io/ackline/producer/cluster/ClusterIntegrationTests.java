package io.ackline.producer.cluster;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ProducerApplication;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.topics.viewed.min-insync-replicas=1", "ackline.topics.viewed.retention=2h",
				"ackline.topics.changed.partitions=3", "ackline.topics.changed.retention=2h" })
class ClusterIntegrationTests {

	@Value("${local.server.port}")
	private int port;

	private HttpService service;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@BeforeEach
	void start() {
		this.service = new HttpService(this.port);
		this.service.awaitReady();
	}

	@Test
	void showsATopicAsItIsDeclaredAndAsItIs() {
		HttpAnswer stored = this.service.post("/api/v1/topics/viewed/events", "{\"type\":\"a\",\"key\":\"k\"}");
		assertThat(stored.status()).isEqualTo(201);
		JsonNode topic = this.service.get("/api/v1/topics/viewed").json();
		assertThat(topic.path("topic").asString()).isEqualTo("viewed");
		assertThat(topic.path("writable").asBoolean()).isTrue();
		assertThat(topic.at("/settings/acks").asString()).isEqualTo("all");
		assertThat(topic.at("/settings/retention").asString()).isEqualTo("PT2H");
		assertThat(topic.at("/settings/maxMessageSize").asLong()).isEqualTo(1048576);
		assertThat(topic.path("config").path("retention.ms").asString()).isEqualTo("7200000");
		assertThat(topic.path("partitions")).hasSize(6);
		JsonNode partition = topic.path("partitions").path(stored.json().path("partition").asInt());
		assertThat(partition.path("endOffset").asLong()).isEqualTo(1);
		assertThat(partition.path("beginOffset").asLong()).isZero();
		assertThat(partition.path("replicas")).hasSize(3);
		assertThat(partition.path("inSyncReplicas")).hasSize(3);
		assertThat(partition.path("leader").isInt()).isTrue();
		assertThat(topic.path("drift")).isEmpty();
		assertThat(codes(topic)).contains("min-insync-replicas-one").doesNotContain("drift", "one-replica");
	}

	@Test
	void listsAllDeclaredTopics() {
		JsonNode topics = this.service.get("/api/v1/topics").json().path("topics");
		assertThat(Stream.iterate(0, (i) -> i < topics.size(), (i) -> i + 1)
			.map((i) -> topics.path(i).path("topic").asString()))
			.containsExactly("changed", "clicks", "payments", "viewed", "webhooks");
		HttpAnswer unknown = this.service.get("/api/v1/topics/unknown");
		assertThat(unknown.status()).isEqualTo(404);
		assertThat(unknown.text("type")).isEqualTo("urn:ackline:problem:topic-not-declared");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"partitions":2}           | Kafka cannot take any away
			{"minInsyncReplicas":4}    | from 1 to 3, the replicas
			{"minInsyncReplicas":"x"}  | must be a whole number
			{"partitions":0}           | must be a whole number from 1
			{"replicas":2}             | kafka-reassign-partitions
			{"acks":"1"}               | Declare the others and restart
			{"retention":"long"}       | write a time such as 6h
			{"retentionBytes":"x"}     | write a size such as
			{"uncleanLeaderElection":1} | must be true or false
			{"partitions":3            | The body is not the JSON
			""")
	void refusesSettingsThatCannotBe(String body, String detail) {
		HttpAnswer answer = put("changed", body);
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.text("written")).isEqualTo("no");
		assertThat(answer.text("detail")).contains(detail);
	}

	@Test
	void boundsWhatSettingsMayTake() {
		HttpAnswer answer = put("changed", "{\"retention\":\"%s\"}".formatted(" ".repeat(64 * 1024)));
		assertThat(answer.status()).as(answer.text()).isEqualTo(413);
		assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:too-large");
		assertThat(answer.text("detail")).contains("65536 bytes");
	}

	@Test
	void changesATopicInTheClusterWhichSurvivesARestart(LocalCluster cluster) throws Exception {
		HttpAnswer changed = put("changed", "{\"minInsyncReplicas\":1,\"retention\":\"1h\",\"partitions\":6}");
		assertThat(changed.status()).as(changed.text()).isEqualTo(200);
		await().untilAsserted(() -> {
			JsonNode topic = this.service.get("/api/v1/topics/changed").json();
			assertThat(topic.path("config").path("min.insync.replicas").asString()).isEqualTo("1");
			assertThat(topic.path("config").path("retention.ms").asString()).isEqualTo("3600000");
			assertThat(topic.path("partitions")).hasSize(6);
			assertThat(topic.path("drift")).hasSize(3);
			assertThat(codes(topic)).contains("drift");
		});
		restart(cluster, "report", (restarted) -> {
			JsonNode topic = restarted.get("/api/v1/topics/changed").json();
			assertThat(topic.path("config").path("retention.ms").asString()).isEqualTo("3600000");
			assertThat(topic.path("drift")).hasSize(3);
		});
		restart(cluster, "apply", (restarted) -> {
			await().untilAsserted(() -> {
				JsonNode topic = restarted.get("/api/v1/topics/changed").json();
				assertThat(topic.path("config").path("retention.ms").asString()).isEqualTo("7200000");
				assertThat(topic.path("config").path("min.insync.replicas").asString()).isEqualTo("2");
				assertThat(topic.path("partitions")).as("partitions are never taken away").hasSize(6);
			});
			HttpAnswer refused = restarted
				.send("PUT", "/api/v1/topics/changed", BodyPublishers.ofString("{\"retention\":\"1h\"}"),
						"Content-Type", "application/json")
				.join();
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.text("detail")).contains("ackline.topics-reconcile is apply");
		});
		assertThat(put("changed", "{\"retention\":\"3h\"}").status()).isEqualTo(200);
		assertThat(put("changed", "{}").status()).as("applies the declaration").isEqualTo(200);
		await().untilAsserted(() -> assertThat(
				this.service.get("/api/v1/topics/changed").json().path("config").path("retention.ms").asString())
			.isEqualTo("7200000"));
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers()); Admin admin = log.admin()) {
			assertThat(
					admin.describeTopics(List.of("changed-dlt")).allTopicNames().get().get("changed-dlt").partitions())
				.as("dead letters keep their event's partition")
				.hasSize(6);
		}
	}

	@Test
	void givesLeadersBackToTheirPreferredBrokers(LocalCluster cluster) throws Exception {
		long lone = partitionsOnlyOn(cluster, 2);
		cluster.stop("broker-2");
		cluster.start("broker-2");
		cluster.awaitInSync(Duration.ofSeconds(30));
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			JsonNode view = this.service.get("/api/v1/cluster").json();
			assertThat(view.path("brokers")).hasSize(3);
			assertThat(view.at("/brokers/1/leaders").asLong()).as("leads what nobody else can").isEqualTo(lone);
			assertThat(view.at("/brokers/1/preferredLeaders").asLong()).isGreaterThan(lone);
			assertThat(view.at("/skew/leaders").asDouble()).isGreaterThanOrEqualTo(1.4);
		});
		JsonNode view = this.service.get("/api/v1/cluster").json();
		int displaced = view.at("/skew/displacedLeaders").asInt();
		assertThat(displaced).isPositive();
		assertThat(view.path("controller").asInt()).isBetween(1, 3);
		assertThat(view.at("/brokers/0/bytes").asLong()).isPositive();
		assertThat(codes(this.service.get("/api/v1/topics/payments").json())).contains("leaders-not-preferred");
		JsonNode elections = this.service.send("POST", "/api/v1/cluster/preferred-leaders", BodyPublishers.noBody())
			.join()
			.json();
		assertThat(elections.path("elected")).as(elections.toString()).hasSize(displaced);
		assertThat(elections.path("refused")).isEmpty();
		await().untilAsserted(
				() -> assertThat(this.service.get("/api/v1/cluster").json().at("/skew/displacedLeaders").asInt())
					.isZero());
		// the next question may go to a broker that has not heard of it yet
		await().untilAsserted(() -> assertThat(codes(this.service.get("/api/v1/topics/payments").json()))
			.doesNotContain("leaders-not-preferred"));
	}

	private static long partitionsOnlyOn(LocalCluster cluster, int broker) throws Exception {
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers()); Admin admin = log.admin()) {
			return admin.describeTopics(admin.listTopics().names().get())
				.allTopicNames()
				.get()
				.values()
				.stream()
				.flatMap((topic) -> topic.partitions().stream())
				.filter((partition) -> partition.replicas().size() == 1 && partition.replicas().get(0).id() == broker)
				.count();
		}
	}

	private HttpAnswer put(String topic, String body) {
		return this.service
			.send("PUT", "/api/v1/topics/" + topic, BodyPublishers.ofString(body), "Content-Type", "application/json")
			.join();
	}

	private static List<String> codes(JsonNode topic) {
		List<String> codes = new ArrayList<>();
		topic.path("advice").forEach((advice) -> codes.add(advice.path("code").asString()));
		return codes;
	}

	private static void restart(LocalCluster cluster, String reconcile, Check check) throws Exception {
		Map<String, String> arguments = Map.of("server.port", "0", "spring.kafka.bootstrap-servers",
				cluster.bootstrapServers(), "ackline.topics-reconcile", reconcile, "ackline.topics.changed.partitions",
				"3", "ackline.topics.changed.retention", "2h");
		try (ConfigurableApplicationContext context = SpringApplication.run(ProducerApplication.class,
				arguments.entrySet()
					.stream()
					.map((entry) -> "--" + entry.getKey() + "=" + entry.getValue())
					.toArray(String[]::new))) {
			HttpService restarted = new HttpService(
					context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
			restarted.awaitReady();
			check.run(restarted);
		}
	}

	private interface Check {

		void run(HttpService service) throws Exception;

	}

}
