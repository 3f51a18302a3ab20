package io.ackline.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.producer.deadline=2s", "spring.kafka.producer.buffer-memory=1MB" })
class OutageIntegrationTests {

	/**
	 * The deadline, and what a busy machine may take on top.
	 */
	private static final Duration IN_TIME = Duration.ofMillis(2000 + 250);

	private static final Duration AT_ONCE = Duration.ofMillis(100);

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private static final String EVENT = "{\"id\":\"%s\",\"type\":\"payment.noted\",\"key\":\"%s\",\"data\":\"%s\"}";

	private static final String ATTEMPT = "{\"id\":\"%d\",\"type\":\"payment.noted\",\"key\":\"key-%d\",\"attempt\":\"%s\"}";

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
		assertThat(this.service.post(PAYMENTS, EVENT.formatted("before", "k", "")).status()).isEqualTo(201);
	}

	@AfterEach
	void restore(LocalCluster cluster) {
		cluster.restore();
	}

	@Test
	void putsAKeyWhereKafkasOwnProducersPutIt(LocalCluster cluster) throws Exception {
		try (KafkaProducer<String, String> kafka = new KafkaProducer<>(
				Map.of("bootstrap.servers", cluster.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			for (String key : List.of("a", "a-1", "key-2", "ключ", "𝄞", "a longer key with spaces")) {
				int expected = kafka.send(new ProducerRecord<>("payments", key, "{}")).get().partition();
				HttpAnswer answer = this.service.post(PAYMENTS, EVENT.formatted("placed", key, ""));
				assertThat(answer.json().path("partition").asInt()).isEqualTo(expected);
			}
		}
	}

	@Test
	void answersInTimeWhileTwoOfThreeBrokersAreDead(LocalCluster cluster) {
		cluster.kill("broker-1");
		cluster.kill("broker-2");
		List<HttpAnswer> answers = postAll("dead", 20, "x");
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.took()).isLessThan(IN_TIME);
			assertThat(answer.status()).isEqualTo(504);
			assertThat(answer.text("id")).startsWith("dead-");
			assertThat(answer.text("source")).isEqualTo("/ackline/payments");
		});
		refusesEarlyWhatWouldExceedItsMemory();
		awaitShortIsr(cluster);
		long known = System.nanoTime() + Duration.ofSeconds(2).toNanos();
		await().atMost(Duration.ofSeconds(3)).until(() -> System.nanoTime() >= known);
		refusesAtOnceWhatCouldNotBeAcknowledged();
		HttpAnswer readiness = this.service.get("/actuator/health/readiness");
		assertThat(readiness.status()).isEqualTo(503);
		assertThat(readiness.text()).contains("too few in-sync replicas");
		assertThat(this.service.get("/actuator/health/liveness").status()).isEqualTo(200);
		assertThat(this.service.get("/actuator/prometheus").text()).contains("ackline_cluster_reachable 1.0",
				"ackline_topic_isr_shortfall{topic=\"payments\"} 12.0",
				"ackline_topic_partitions_not_writable{topic=\"payments\"} 6.0");
		cluster.start("broker-1");
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(postAll("back", 20, "x")).extracting(HttpAnswer::status).containsOnly(201));
		cluster.restore();
		this.service.awaitReady();
		assertThat(this.service.get("/actuator/prometheus").text())
			.contains("ackline_topic_isr_shortfall{topic=\"payments\"} 0.0");
	}

	private void refusesAtOnceWhatCouldNotBeAcknowledged() {
		System.gc(); // not during the 100
		for (int i = 0; i < 100; i++) {
			String event = (i % 2 == 0) ? EVENT.formatted("refused-" + i, "key-" + i, "x")
					: "{\"id\":\"refused-%d\",\"type\":\"payment.noted\"}".formatted(i);
			HttpAnswer answer = this.service.postAndWait(PAYMENTS, event);
			assertThat(answer.status()).as(answer.text()).isEqualTo(503);
			assertThat(answer.took()).as("answer %d", i).isLessThan(AT_ONCE);
			assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:partition-not-writable");
			assertThat(answer.text("written")).isEqualTo("no");
			assertThat(answer.text("id")).isEqualTo("refused-" + i);
			assertThat(answer.text("detail")).containsAnyOf("has 1 in-sync replica and acks=all needs 2",
					"has no leader");
		}
		HttpAnswer rest = this.service.postAndWait("/topics/payments/partitions/0", "{\"records\":[{\"value\":1}]}",
				"Content-Type", "application/vnd.kafka.json.v2+json");
		assertThat(rest.took()).isLessThan(AT_ONCE);
		assertThat(rest.json().at("/offsets/0/error_code").asInt()).as(rest.text()).isEqualTo(50003);
		assertThat(this.service.post(PAYMENTS + "?acks=1", EVENT.formatted("one", "k", "")).status())
			.as("one replica is enough for acks=1")
			.isEqualTo(201);
	}

	private static void awaitShortIsr(LocalCluster cluster) {
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers()); Admin admin = log.admin()) {
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(
						admin.describeTopics(List.of("payments")).allTopicNames().get().get("payments").partitions())
					.allSatisfy((partition) -> assertThat(partition.isr()).hasSize(1)));
		}
	}

	private void refusesEarlyWhatWouldExceedItsMemory() {
		List<HttpAnswer> answers = postAll("full", 20, "x".repeat(100_000));
		assertThat(answers).filteredOn((answer) -> answer.status() == 503)
			.hasSizeGreaterThan(10)
			.allSatisfy((answer) -> {
				assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:overloaded");
				assertThat(answer.text("written")).isEqualTo("no");
				assertThat(answer.json().path("retryable").asBoolean()).isTrue();
				assertThat(answer.text("id")).startsWith("full-");
				assertThat(answer.header("Retry-After")).isEqualTo("1");
				assertThat(answer.took()).isLessThan(Duration.ofSeconds(1));
			});
		assertThat(answers).filteredOn((answer) -> answer.status() != 503)
			.isNotEmpty()
			.extracting(HttpAnswer::status)
			.containsOnly(504);
	}

	@Test
	void saysOfNothingInTheLogThatItIsNotWritten(LocalCluster cluster) {
		cluster.pause("leader:payments-0");
		Map<String, HttpAnswer> answers = new HashMap<>();
		long end = System.nanoTime() + Duration.ofSeconds(12).toNanos();
		for (int round = 0; System.nanoTime() < end; round++) {
			String suffix = round + "x";
			List<CompletableFuture<HttpAnswer>> sent = IntStream.range(0, 12)
				.mapToObj((i) -> this.service.postLater(PAYMENTS, ATTEMPT.formatted(i, i, suffix + i)))
				.toList();
			for (int i = 0; i < 12; i++) {
				answers.put(suffix + i, sent.get(i).join());
			}
		}
		assertThat(answers.values()).allSatisfy((answer) -> {
			assertThat(answer.took()).isLessThan(IN_TIME);
			assertThat(answer.status()).as(answer.text()).isIn(201, 503, 504);
			assertThat(answer.text("written")).isEqualTo(switch (answer.status()) {
				case 201 -> "";
				case 503 -> "no";
				default -> "unknown";
			});
		});
		cluster.restore();
		Set<String> written;
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
			written = log.headerValues("payments", "ce_attempt");
		}
		answers.forEach((attempt, answer) -> {
			if (answer.status() != 504) {
				assertThat(written.contains(attempt)).as(attempt + ": " + answer).isEqualTo(answer.status() == 201);
			}
		});
	}

	private List<HttpAnswer> postAll(String prefix, int count, String data) {
		return IntStream.range(0, count)
			.mapToObj((i) -> this.service.postLater(PAYMENTS, EVENT.formatted(prefix + "-" + i, "key-" + i, data)))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

}
