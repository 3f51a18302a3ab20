package io.ackline.workbench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.PortPlan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payments of accounts that the database refuses for a while: what people see of them
 * with Kafka's tools, and how they get them processed.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterIntegrationTests {

	private static final String LETTERS = "/api/v1/dead-letters?topic=payments&limit=1000";

	private static final int KEYS = 4;

	private static final int POISONED = 20;

	private static final double RATE = 5;

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private LocalCluster cluster;

	private HttpJson producer;

	private HttpJson consumer;

	@BeforeAll
	void start(@TempDir Path directory) {
		this.cluster = LocalCluster.builder().directory(directory).start();
		List<URI> addresses = PortPlan.free(0, 2)
			.brokers()
			.stream()
			.map((port) -> URI.create("http://127.0.0.1:" + port))
			.toList();
		this.producer = new HttpJson(addresses.get(0));
		this.consumer = new HttpJson(addresses.get(1));
		RunningServices.start(this.cluster, "producer-1", "producer-service", addresses.get(0));
		RunningServices.start(this.cluster, "consumer-1", "consumer-service", addresses.get(1),
				Map.of("ACKLINE_CONSUMER_RETRY_MAXATTEMPTS", "2", "ACKLINE_CONSUMER_RETRY_FIRSTBACKOFF", "100ms"));
		for (HttpJson service : List.of(this.producer, this.consumer)) {
			Awaitility.await()
				.atMost(LIMIT)
				.ignoreExceptions()
				.until(() -> service.get("/actuator/health/readiness").status() == 200);
		}
	}

	@AfterAll
	void stop() {
		this.cluster.close();
	}

	@Test
	@EnabledIf(value = "hasKcat", disabledReason = "kcat is not installed")
	void areSeenWithKcatAndRetriedByFilterAndEndProcessed() throws Exception {
		execute("alter table accounts add constraint closed check (account not like 'closed-%')");
		for (int number = 0; number < POISONED; number++) {
			post("closed-" + number % KEYS, number);
			post("open-" + number % KEYS, number);
		}
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> this.consumer.get(LETTERS).body().path("deadLetters").size() == POISONED);
		assertThat(this.consumer.get("/api/v1/accounts/open-1").body().path("events").asInt())
			.isEqualTo(POISONED / KEYS);
		List<String> letters = Awaitility.await().atMost(LIMIT).until(this::kcat, (found) -> found.size() >= POISONED);
		assertThat(letters).hasSize(POISONED)
			.allSatisfy((letter) -> assertThat(letter).contains("kafka_dlt-original-topic=payments",
					"kafka_dlt-exception-fqcn=org.springframework.dao.DataIntegrityViolationException",
					"kafka_dlt-exception-message=", "kafka_dlt-original-consumer-group=ackline",
					"kafka_dlt-original-timestamp-type=CreateTime", "ackline-reason=exhausted", "ackline-death-id=",
					"ce_type=payment.captured"))
			.extracting((letter) -> letter.substring(letter.lastIndexOf('|') + 1))
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, POISONED)
				.mapToObj((number) -> data("closed-" + number % KEYS, number))
				.toList());
		execute("alter table accounts drop constraint closed");
		JsonNode scheduled = this.consumer
			.post("/api/v1/dead-letters/retry?topic=payments&error=CLOSED&rate=" + RATE, "")
			.body();
		assertThat(scheduled.path("scheduled").asInt()).isEqualTo(POISONED);
		Awaitility.await().atMost(LIMIT).until(() -> receipts("processed").size() == POISONED);
		assertThat(spread(receipts("processed")))
			.isGreaterThan(Duration.ofMillis((long) (0.8 * 1000 * (POISONED - 1) / RATE)));
		for (int key = 0; key < KEYS; key++) {
			int account = key;
			JsonNode closed = this.consumer.get("/api/v1/accounts/closed-" + key).body();
			assertThat(closed.path("events").asInt()).isEqualTo(POISONED / KEYS);
			assertThat(closed.path("balances").path("EUR").asInt()).isEqualTo(IntStream.range(0, POISONED)
				.filter((number) -> number % KEYS == account)
				.map((number) -> number + 1)
				.sum());
		}
		assertThat(this.consumer.get(LETTERS + "&state=retried").body().path("deadLetters").size()).isEqualTo(POISONED);
	}

	private void post(String account, int number) throws Exception {
		assertThat(this.producer
			.post("/api/v1/events",
					"{\"id\":\"%1$s-%2$d\",\"type\":\"payment.captured\",\"key\":\"%1$s\",\"data\":%3$s}"
						.formatted(account, number, data(account, number)))
			.status()).isEqualTo(201);
	}

	private static String data(String account, int number) {
		return "{\"account\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}".formatted(account, number + 1);
	}

	private List<JsonNode> receipts(String state) throws Exception {
		return this.consumer.get("/api/v1/receipts?topic=payments&limit=1000&state=" + state)
			.body()
			.path("receipts")
			.valueStream()
			.filter((receipt) -> receipt.path("key").asString("").startsWith("closed-"))
			.toList();
	}

	private static Duration spread(List<JsonNode> receipts) {
		List<Instant> times = receipts.stream()
			.map((receipt) -> Instant.parse(receipt.path("processedAt").asString()))
			.sorted()
			.toList();
		return Duration.between(times.get(0), times.get(times.size() - 1));
	}

	/**
	 * Returns what kcat prints of the dead letters' topic: of each record the headers, a
	 * bar and the value.
	 */
	private List<String> kcat() throws IOException, InterruptedException {
		Process kcat = new ProcessBuilder("kcat", "-b", this.cluster.bootstrapServers(), "-C", "-t", "payments-dlt",
				"-o", "beginning", "-e", "-q", "-f", "%h|%s\\t\\n")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String printed = new String(kcat.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		assertThat(kcat.waitFor()).isZero();
		return List.of(printed.split("\\t\\n"));
	}

	static boolean hasKcat() throws InterruptedException {
		try {
			Process kcat = new ProcessBuilder("kcat", "-V").redirectErrorStream(true).start();
			kcat.getInputStream().transferTo(OutputStream.nullOutputStream());
			return kcat.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.cluster.jdbcUrl(), this.cluster.jdbcUser(),
				this.cluster.jdbcPassword()); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
