package io.ackline.producer.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.Stalls;
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
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ackline.producer.deadline=2s")
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

	private static int attempts;

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
		// Not in the common pool, through which the HTTP client's answers come.
		CompletableFuture<Long> shortSince = CompletableFuture.supplyAsync(() -> awaitShortIsr(cluster),
				(task) -> new Thread(task, "isr").start());
		Map<String, HttpAnswer> answers = postUntil((round) -> shortSince.isDone());
		long known = shortSince.join() + Duration.ofSeconds(2).toNanos();
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
			.untilAsserted(() -> assertThat(postAll("back", 20)).extracting(HttpAnswer::status).containsOnly(201));
		cluster.restore();
		assertTruthfulAndInTime(cluster, answers);
		this.service.awaitReady();
		assertThat(this.service.get("/actuator/prometheus").text())
			.contains("ackline_topic_isr_shortfall{topic=\"payments\"} 0.0");
	}

	private void refusesAtOnceWhatCouldNotBeAcknowledged() {
		System.gc(); // not during the 100
		try (Stalls stalls = Stalls.note()) {
			for (int i = 0; i < 100; i++) {
				String event = (i % 2 == 0) ? EVENT.formatted("refused-" + i, "key-" + i, "x")
						: "{\"id\":\"refused-%d\",\"type\":\"payment.noted\"}".formatted(i);
				long begin = System.nanoTime();
				HttpAnswer answer = this.service.postAndWait(PAYMENTS, event);
				Duration stalled = stalls.between(begin, System.nanoTime());
				assertThat(answer.status()).as(answer.text()).isEqualTo(503);
				assertThat(answer.took().minus(stalled))
					.as("answer %d, after %s, of which %s the machine stalled", i, answer.took(), stalled)
					.isLessThan(AT_ONCE);
				assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:partition-not-writable");
				assertThat(answer.text("written")).isEqualTo("no");
				assertThat(answer.text("id")).isEqualTo("refused-" + i);
				assertThat(answer.text("detail")).containsAnyOf("has 1 in-sync replica and acks=all needs 2",
						"has no leader");
			}
		}
		HttpAnswer rest = this.service.postAndWait("/topics/payments/partitions/0", "{\"records\":[{\"value\":1}]}",
				"Content-Type", "application/vnd.kafka.json.v2+json");
		assertThat(rest.took()).isLessThan(Duration.ofSeconds(1));
		assertThat(rest.json().at("/offsets/0/error_code").asInt()).as(rest.text()).isEqualTo(50003);
		assertThat(this.service.post(PAYMENTS + "?acks=1", EVENT.formatted("one", "k", "")).status())
			.as("one replica is enough for acks=1")
			.isEqualTo(201);
	}

	/**
	 * Returns when the cluster's own metadata first showed one in-sync replica for every
	 * partition, of {@link System#nanoTime()}.
	 */
	private static long awaitShortIsr(LocalCluster cluster) {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers(), "request.timeout.ms",
				1000, "default.api.timeout.ms", 2000))) {
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(
						admin.describeTopics(List.of("payments")).allTopicNames().get().get("payments").partitions())
					.allSatisfy((partition) -> assertThat(partition.isr()).hasSize(1)));
			return System.nanoTime();
		}
	}

	@Test
	void answersInTimeWhileALeaderHangsAndWritesAgainWithoutIt(LocalCluster cluster) {
		cluster.pause("leader:payments-0");
		long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
		Map<String, HttpAnswer> answers = postUntil(
				(round) -> round.stream().allMatch((answer) -> answer.status() == 201) || System.nanoTime() > end);
		assertThat(answers.values()).extracting(HttpAnswer::status).contains(504, 201);
		cluster.restore();
		assertTruthfulAndInTime(cluster, answers);
	}

	/**
	 * Posts events with keys of all partitions again and again, each time with another
	 * {@code attempt}, so that what a later try has written hides no lie about an earlier
	 * one.
	 */
	private Map<String, HttpAnswer> postUntil(Predicate<Collection<HttpAnswer>> end) {
		Map<String, HttpAnswer> answers = new HashMap<>();
		Map<String, HttpAnswer> round = new HashMap<>();
		do {
			Map<String, CompletableFuture<HttpAnswer>> sent = new HashMap<>();
			for (int i = 0; i < 12; i++) {
				String attempt = "attempt-" + attempts++;
				sent.put(attempt, this.service.postLater(PAYMENTS, ATTEMPT.formatted(i, i, attempt)));
			}
			round.clear();
			sent.forEach((attempt, answer) -> round.put(attempt, answer.join()));
			answers.putAll(round);
		}
		while (!end.test(round.values()));
		return answers;
	}

	private static void assertTruthfulAndInTime(LocalCluster cluster, Map<String, HttpAnswer> answers) {
		Set<String> written;
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
			written = log.headerValues("payments", "ce_attempt");
		}
		assertThat(answers).allSatisfy((attempt, answer) -> {
			assertThat(answer.took()).isLessThan(IN_TIME);
			switch (answer.status()) {
				case 201 -> assertThat(written).contains(attempt);
				case 503 -> {
					assertThat(answer.text("written")).isEqualTo("no");
					assertThat(written).doesNotContain(attempt);
				}
				case 504 -> assertThat(answer.text("written")).isEqualTo("unknown");
				default -> throw new AssertionError(answer.text());
			}
		});
	}

	private List<HttpAnswer> postAll(String prefix, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> this.service.postLater(PAYMENTS, EVENT.formatted(prefix + "-" + i, "key-" + i, "x")))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

}
