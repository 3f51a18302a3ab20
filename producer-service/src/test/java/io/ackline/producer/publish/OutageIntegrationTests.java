package io.ackline.producer.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
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
	private static final Duration IN_TIME = Duration.ofMillis(2000 + 500);

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private static final String EVENT = "{\"id\":\"%s\",\"type\":\"payment.captured\",\"key\":\"%s\",\"data\":\"%s\"}";

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
	void answersInTimeWhileTwoOfThreeBrokersAreDead(LocalCluster cluster) {
		cluster.kill("broker-1");
		cluster.kill("broker-2");
		List<HttpAnswer> answers = postAll("dead", 20, "x");
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.took()).isLessThan(IN_TIME);
			assertThat(answer.status()).isEqualTo(504);
			assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:not-acknowledged");
			assertThat(answer.text("written")).isEqualTo("unknown");
			assertThat(answer.json().path("retryable").asBoolean()).isTrue();
			assertThat(answer.text("id")).startsWith("dead-");
			assertThat(answer.text("source")).isEqualTo("/ackline/payments");
		});
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			HttpAnswer readiness = this.service.get("/actuator/health/readiness");
			assertThat(readiness.status()).isEqualTo(503);
			assertThat(readiness.text()).contains("too few in-sync replicas");
		});
		assertThat(this.service.get("/actuator/health/liveness").status()).isEqualTo(200);
		refusesEarlyWhatWouldExceedItsMemory();
		cluster.start("broker-1");
		cluster.start("broker-2");
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(postAll("dead", 20, "x")).extracting(HttpAnswer::status).containsOnly(201));
		this.service.awaitReady();
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
	void answersInTimeWhileALeaderHangs(LocalCluster cluster) {
		cluster.pause("leader:payments-0");
		List<HttpAnswer> answers = postAll("hung", 30, "x");
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.took()).isLessThan(IN_TIME);
			assertThat(answer.status()).isIn(201, 504);
		});
		assertThat(answers).filteredOn((answer) -> answer.status() == 504)
			.isNotEmpty()
			.allSatisfy((answer) -> assertThat(answer.text("written")).isEqualTo("unknown"));
		cluster.restore();
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
			assertThat(answers).filteredOn((answer) -> answer.status() == 201)
				.allSatisfy((answer) -> assertThat(KafkaLog.headers(log.read(answer))).containsEntry("ce_id",
						answer.text("id")));
		}
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(postAll("hung", 30, "x")).extracting(HttpAnswer::status).containsOnly(201));
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
