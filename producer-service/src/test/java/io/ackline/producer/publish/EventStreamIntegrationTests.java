package io.ackline.producer.publish;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.producer.max-event-size=64KB", "ackline.producer.max-streams=2",
				"server.tomcat.connection-timeout=2s" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStreamIntegrationTests {

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private int port;

	private HttpService service;

	private KafkaLog log;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@BeforeAll
	void start(@Value("${local.server.port}") int port, LocalCluster cluster) {
		this.port = port;
		this.service = new HttpService(port);
		this.log = new KafkaLog(cluster.bootstrapServers());
		this.service.awaitReady();
	}

	@AfterAll
	void stop() {
		this.log.close();
	}

	@Test
	void saysOnlyHowManyWereAcceptedWhenNoneFails() {
		HttpAnswer answer = stream(PAYMENTS, "{\"type\":\"x\"}\n{\"type\":\"x\"}\r\n\n{\"type\":\"x\"}");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
		assertThat(answer.text()).isEqualTo("{\"accepted\":3,\"failed\":0}\n");
		assertThat(stream(PAYMENTS, "").text()).isEqualTo("{\"accepted\":0,\"failed\":0}\n");
	}

	@Test
	void failsEachWrongLineAlone() {
		HttpAnswer answer = stream(PAYMENTS, """
				{"id":"1","type":"x"}
				{"id":"2","type":

				{"id":"4","type":"x","key":7}
				{"id":"5","type":"x","data":"%s"}
				[{"id":"6","type":"x"}]
				{"id":"7","type":"x"}
				""".formatted("x".repeat(64 * 1024)));
		List<JsonNode> lines = lines(answer);
		assertThat(lines).extracting((line) -> line.path("line").asInt()).containsExactly(2, 4, 5, 6, 0);
		assertThat(lines.get(0).propertyNames()).containsExactly("line", "type", "title", "status", "detail", "written",
				"retryable", "id");
		assertThat(lines.get(0).path("detail").asString()).startsWith("Line 2, column");
		assertThat(lines.get(0).path("id").asString()).isEqualTo("2");
		assertThat(lines.get(1).at("/errors/0/pointer").asString()).isEqualTo("/key");
		assertThat(lines.get(2).path("status").asInt()).isEqualTo(413);
		assertThat(lines.get(3).path("status").asInt()).isEqualTo(400);
		assertThat(answer.text()).endsWith("{\"accepted\":2,\"failed\":4}\n");
	}

	@Test
	void keepsTheOrderOfEachKeyOverManyLines() {
		HttpAnswer answer = stream(PAYMENTS + "?results=all", IntStream.range(0, 20_000)
			.mapToObj((i) -> "{\"type\":\"x\",\"key\":\"k-%d\",\"data\":%d,\"id\":\"o-%d\"}\n".formatted(i % 7, i, i))
			.collect(Collectors.joining()));
		Map<Integer, Long> offsets = new HashMap<>();
		int expected = 0;
		for (JsonNode line : lines(answer)) {
			if (line.has("status")) {
				assertThat(line.path("line").asInt()).isEqualTo(expected + 1);
				assertThat(line.path("id").asString()).isEqualTo("o-" + expected++);
				Long before = offsets.put(line.path("partition").asInt(), line.path("offset").asLong());
				assertThat(before == null || before < line.path("offset").asLong()).isTrue();
			}
		}
		assertThat(answer.text()).endsWith("{\"accepted\":20000,\"failed\":0}\n");
	}

	@Test
	void answersEachLineToClientsThatReadWhileTheyWrite() throws IOException {
		try (StreamClient duplex = new StreamClient(this.port, PAYMENTS + "?results=all")) {
			for (int i = 1; i <= 3; i++) {
				duplex.send("{\"type\":\"x\",\"id\":\"d-%d\"}\n".formatted(i));
				JsonNode line = duplex.readLine();
				assertThat(line.path("line").asInt()).isEqualTo(i);
				assertThat(line.path("status").asInt()).isEqualTo(201);
				assertThat(line.path("id").asString()).isEqualTo("d-" + i);
			}
			assertThat(duplex.readLine()).hasToString("{\"through\":3}");
			duplex.sendEnd();
			assertThat(duplex.readLine()).hasToString("{\"accepted\":3,\"failed\":0}");
		}
	}

	@Test
	void endsWhenTheBodyStopsArriving() throws IOException {
		try (StreamClient duplex = new StreamClient(this.port, PAYMENTS)) {
			duplex.send("{\"type\":\"x\"}\n{\"type\":\"y\"");
			assertThat(duplex.readLine()).hasToString("{\"through\":1}");
			JsonNode summary = duplex.readLast();
			assertThat(summary.path("accepted").asInt()).isEqualTo(1);
			assertThat(summary.path("through").asInt()).isEqualTo(1);
			assertThat(summary.at("/problem/type").asString()).endsWith("request-timeout");
		}
	}

	@Test
	void derivesIdsFromTheIdempotencyKey() {
		List<JsonNode> lines = lines(
				this.service
					.send("POST", PAYMENTS + "?results=all",
							BodyPublishers
								.ofString("{\"type\":\"x\"}\n{\"type\":\"x\",\"id\":\"own\"}\n\n{\"type\":\"x\"}"),
							"Content-Type", "application/x-ndjson", "Idempotency-Key", "k")
					.join());
		assertThat(lines.subList(0, 3)).extracting((line) -> line.path("id").asString())
			.containsExactly("k-1", "own", "k-4");
	}

	@Test
	void endsAfterAsManyFailuresAsAsked() throws IOException {
		try (StreamClient duplex = new StreamClient(this.port, PAYMENTS + "?max-failures=2")) {
			duplex.send("{\"type\":\"x\"}\n1\n{\"type\":\"x\"}\n2\n");
			assertThat(duplex.readLine().path("line").asInt()).isEqualTo(2);
			assertThat(duplex.readLine().path("line").asInt()).isEqualTo(4);
			duplex.send("{\"type\":\"x\"}\n");
			JsonNode summary = duplex.readLine();
			assertThat(summary.path("failed").asInt()).isEqualTo(2);
			assertThat(summary.path("accepted").asInt() + 2).isEqualTo(summary.path("through").asInt());
			assertThat(summary.at("/problem/type").asString()).endsWith("too-many-failures");
		}
	}

	@Test
	void picksTheTopicOfEachLine() {
		List<JsonNode> lines = lines(stream("/api/v1/events?results=all",
				"{\"type\":\"payment.x\"}\n{\"type\":\"github.push\"}\n{\"type\":\"unheard.of\"}"));
		assertThat(lines.get(0).path("topic").asString()).isEqualTo("payments");
		assertThat(lines.get(1).path("topic").asString()).isEqualTo("webhooks");
		assertThat(lines.get(2).path("type").asString()).endsWith("type-not-taken");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?acks=7", "?max-failures=0", "?max-failures=x", "?results=some" })
	void refusesParametersThatCannotBe(String query) {
		HttpAnswer answer = stream(PAYMENTS + query, "{\"type\":\"x\"}");
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.text("type")).endsWith("invalid-parameter");
	}

	@Test
	void refusesAStreamWhoseTopicOrAnswerCannotBe() {
		assertThat(stream("/api/v1/topics/unknown/events", "{\"type\":\"x\"}").status()).isEqualTo(404);
		assertThat(this.service
			.send("POST", PAYMENTS, BodyPublishers.ofString("{}"), "Content-Type", "application/x-ndjson", "Accept",
					"application/json")
			.join()
			.status()).isEqualTo(406);
	}

	@Test
	void boundsHowManyStreamsAreOpen() throws IOException {
		try (StreamClient first = new StreamClient(this.port, PAYMENTS);
				StreamClient second = new StreamClient(this.port, PAYMENTS)) {
			first.send("1\n");
			second.send("1\n");
			first.readLine();
			second.readLine();
			HttpAnswer refused = stream(PAYMENTS, "{\"type\":\"x\"}");
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.text("type")).endsWith("overloaded");
			assertThat(refused.header("Retry-After")).isNotEmpty();
			first.sendEnd();
			second.sendEnd();
		}
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(stream(PAYMENTS, "{\"type\":\"x\"}").status()).isEqualTo(200));
	}

	@Test
	void cutsOffClientsThatDoNotRead(CapturedOutput output) throws IOException {
		byte[] lines = "1\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
		try (StreamClient duplex = new StreamClient(this.port, PAYMENTS)) {
			assertThat(catchThrowable(() -> {
				for (int i = 0; i < 1000; i++) {
					duplex.send(lines);
				}
			})).isInstanceOf(IOException.class);
		}
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(stream(PAYMENTS, "{\"type\":\"x\"}").status()).isEqualTo(200));
		assertThat(output).doesNotContain("Exception");
	}

	@Test
	void doesNotMindClientsThatGoAway(CapturedOutput output) throws IOException {
		for (int i = 0; i < 5; i++) {
			try (StreamClient duplex = new StreamClient(this.port, PAYMENTS)) {
				duplex.send("{\"type\":\"x\"}\n1\n{\"ty");
				duplex.readLine();
			}
		}
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(stream(PAYMENTS, "{\"type\":\"x\"}").text()).contains("\"accepted\":1"));
		assertThat(output).doesNotContain("Exception");
	}

	private HttpAnswer stream(String path, String body) {
		return this.service.post(path, body, "Content-Type", "application/x-ndjson");
	}

	private static List<JsonNode> lines(HttpAnswer answer) {
		List<JsonNode> lines = new ArrayList<>();
		answer.text().lines().forEach((line) -> lines.add(JsonMapper.shared().readTree(line)));
		return lines;
	}

}
