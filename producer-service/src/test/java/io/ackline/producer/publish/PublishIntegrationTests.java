package io.ackline.producer.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.topics.pinned.acks=all", "ackline.topics.pinned.pin-acks=true",
				"ackline.topics.compacted.cleanup-policy=compact", "ackline.topics.strict.types=strict.*",
				"ackline.topics.strict.unknown-types=refuse", "ackline.topics.small.max-message-size=2KB",
				"server.tomcat.connection-timeout=1s" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishIntegrationTests {

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
	void storesTheDataAsTheValueAndTheAttributesAsHeaders() {
		HttpAnswer answer = this.service.post(PAYMENTS, """
				{"id": "p-1", "source": "/shop", "type": "payment.captured", "time": "2026-01-31T12:00:00Z",
				 "subject": "order-7", "key": "a-1", "region": "eu",
				 "data": {"account": "a-1",  "amount":1299, "currency":"EUR"}}""");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.json().propertyNames()).containsExactly("id", "source", "topic", "partition", "offset",
				"timestamp", "acks");
		assertThat(answer.text("id")).isEqualTo("p-1");
		assertThat(answer.text("source")).isEqualTo("/shop");
		assertThat(answer.text("topic")).isEqualTo("payments");
		assertThat(answer.text("acks")).isEqualTo("all");
		ConsumerRecord<byte[], byte[]> stored = this.log.read(answer);
		assertThat(stored.timestamp()).isEqualTo(Instant.parse(answer.text("timestamp")).toEpochMilli());
		assertThat(stored.key()).asString(StandardCharsets.UTF_8).isEqualTo("a-1");
		assertThat(stored.value()).asString(StandardCharsets.UTF_8)
			.isEqualTo("{\"account\": \"a-1\",  \"amount\":1299, \"currency\":\"EUR\"}");
		assertThat(KafkaLog.headers(stored))
			.containsExactlyInAnyOrderEntriesOf(Map.of("ce_specversion", "1.0", "ce_id", "p-1", "ce_source", "/shop",
					"ce_type", "payment.captured", "ce_time", "2026-01-31T12:00:00Z", "ce_subject", "order-7",
					"ce_partitionkey", "a-1", "ce_region", "eu", "content-type", "application/json"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{ \"b\" : 1.50 ,\t\"a\":[ ] }", "\"t\\u00e9xt, ü€𝄞\"", "null", "12345678901234567890.10" })
	void keepsTheDataByteForByte(String data) {
		HttpAnswer answer = this.service.post(PAYMENTS, "{\"type\":\"x\",\"data\": " + data + " ,\"key\":\"k\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(this.log.read(answer).value()).isEqualTo(data.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void storesATombstoneForNoData() {
		assertThat(this.log.read(this.service.post(PAYMENTS, "{\"type\":\"x\",\"key\":\"k\"}")).value()).isNull();
	}

	@Test
	void picksTheTopicByType() {
		HttpAnswer github = this.service.post("/api/v1/events", "{\"type\":\"github.push\",\"data\":{}}");
		assertThat(github.status()).isEqualTo(201);
		assertThat(github.text("topic")).isEqualTo("webhooks");
		assertThat(github.text("source")).isEqualTo("/ackline/webhooks");
	}

	@Test
	void givesEventsWithoutAnIdATimeOrderedOne() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			ids.add(this.service.post(PAYMENTS, "{\"type\":\"x\",\"key\":\"k\"}").text("id"));
		}
		assertThat(ids).isSorted()
			.doesNotHaveDuplicates()
			.allSatisfy((id) -> assertThat(UUID.fromString(id).version()).isEqualTo(7));
	}

	@Test
	void takesTheIdFromTheIdempotencyKey() {
		assertThat(this.service.post(PAYMENTS, "{\"type\":\"x\"}", "Idempotency-Key", "\"k-1\"").text("id"))
			.isEqualTo("k-1");
		assertThat(this.service.post(PAYMENTS, "{\"type\":\"x\"}", "Idempotency-Key", "k-2").text("id"))
			.isEqualTo("k-2");
	}

	@Test
	void keepsEventsOfOneKeyOnOnePartition() {
		assertThat(IntStream.range(0, 20)
			.mapToObj((i) -> this.service.post(PAYMENTS, "{\"type\":\"x\",\"key\":\"same\"}"))
			.map((answer) -> answer.json().path("partition").asInt())
			.distinct()).hasSize(1);
	}

	@Test
	void answersOnceTheLeaderHasTheEventWhenAskedSo() {
		HttpAnswer answer = this.service.post(PAYMENTS + "?acks=1", "{\"type\":\"x\",\"id\":\"leader\",\"data\":1}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.text("acks")).isEqualTo("1");
		assertThat(KafkaLog.headers(this.log.read(answer))).containsEntry("ce_id", "leader");
	}

	@Test
	void promisesNothingWhenNoAcknowledgementIsAskedFor() {
		HttpAnswer answer = this.service.post(PAYMENTS + "?acks=0", "{\"type\":\"x\",\"data\":1}");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.json().has("offset")).isTrue();
		assertThat(answer.json().path("offset").isNull()).isTrue();
		assertThat(answer.text("acks")).isEqualTo("0");
	}

	@Test
	void takesTheAcksOfTheTopicByDefault() {
		assertThat(this.service.post("/api/v1/events", "{\"type\":\"click.made\",\"data\":1}").text("acks"))
			.isEqualTo("1");
	}

	@Test
	void createsTheDeclaredTopicsWithTheirDeadLetterTwins() throws Exception {
		try (Admin admin = this.log.admin()) {
			Map<String, TopicDescription> topics = admin
				.describeTopics(List.of("payments", "payments-dlt", "clicks", "clicks-dlt"))
				.allTopicNames()
				.get();
			assertThat(topics.get("payments").partitions()).hasSize(6)
				.allSatisfy((partition) -> assertThat(partition.replicas()).hasSize(3));
			assertThat(topics.get("payments-dlt").partitions()).hasSize(6)
				.allSatisfy((partition) -> assertThat(partition.replicas()).hasSize(3));
			assertThat(topics.get("clicks").partitions()).hasSize(12)
				.allSatisfy((partition) -> assertThat(partition.replicas()).hasSize(2));
			assertThat(config(admin, "payments", "min.insync.replicas")).isEqualTo("2");
			assertThat(config(admin, "payments", "unclean.leader.election.enable")).isEqualTo("false");
			assertThat(config(admin, "payments", "max.message.bytes")).isEqualTo("1048576");
			assertThat(config(admin, "payments-dlt", "max.message.bytes")).isEqualTo("1310720");
			assertThat(config(admin, "clicks", "min.insync.replicas")).isEqualTo("1");
			assertThat(config(admin, "clicks", "retention.ms")).isEqualTo("21600000");
			assertThat(config(admin, "compacted", "cleanup.policy")).isEqualTo("compact");
			assertThat(config(admin, "compacted-dlt", "cleanup.policy")).isEqualTo("delete");
		}
	}

	@ParameterizedTest(name = "{0} {1} {2}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			payments/events           | {"id":"e","type":"a"           | 400 | malformed-json
			payments/events           | {"id":"e","source":"s"}        | 400 | invalid-event
			payments/events?acks=2    | {"id":"e","type":"a"}          | 400 | invalid-parameter
			payments/events?acks=1&acks=1 | {"id":"e","type":"a"}      | 400 | invalid-parameter
			pinned/events?acks=1      | {"id":"e","type":"a"}          | 400 | invalid-parameter
			compacted/events          | {"id":"e","type":"a"}          | 400 | key-required
			strict/events             | {"id":"e","type":"a"}          | 400 | type-not-taken
			unknown/events            | {"id":"e","type":"a"}          | 404 | topic-not-declared
			payments/events           | {"id":"e","type":"payment.captured","data":{}} | 422 | schema-violation
			payments/events           | {"id":"e","type":"payment.captured"}           | 422 | schema-violation
			""")
	void saysOfARefusedEventThatItIsNotWritten(String path, String body, int status, String type) {
		HttpAnswer answer = this.service.post("/api/v1/topics/" + path, body);
		assertProblem(answer, status, type);
		assertThat(answer.text("id")).isEqualTo("e");
	}

	@Test
	void namesTheTopicsAndTheTypesThatThereAre() {
		assertThat(this.service.post("/api/v1/topics/unknown/events", "{\"type\":\"a\"}").text("detail"))
			.contains("clicks, compacted, payments, pinned, small, strict, webhooks");
		HttpAnswer answer = this.service.post("/api/v1/events", "{\"id\":\"e\",\"type\":\"unheard.of\"}");
		assertProblem(answer, 400, "type-not-taken");
		assertThat(answer.text("detail")).contains("payment.* (payments)", "github.* (webhooks)");
		assertThat(answer.text("id")).isEqualTo("e");
	}

	@Test
	void pointsAtWhatIsWrongInTheBody() {
		HttpAnswer answer = this.service.post(PAYMENTS, "{\"type\":\"a\",\"key\":7,\"Bad\":\"x\"}");
		assertProblem(answer, 400, "invalid-event");
		assertThat(answer.json().path("errors")).hasSize(1);
		assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/key");
	}

	@Test
	void pointsAtDataThatDoesNotFitItsSchema() {
		HttpAnswer answer = this.service.post("/api/v1/events", """
				{"type": "payment.refunded", "data": {"account": "a-1", "amount": -5, "currency": "EUR"}}""");
		assertProblem(answer, 422, "schema-violation");
		assertThat(answer.text("detail")).contains("payment.refunded", "/data/amount");
		assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/data/amount");
	}

	@Test
	void refusesAnEventThatIsTooLargeForItsTopic() {
		String event = "{\"id\":\"e\",\"type\":\"a\",\"data\":\"%s\"}";
		assertThat(this.service.post("/api/v1/topics/small/events", event.formatted("x".repeat(1500))).status())
			.isEqualTo(201);
		HttpAnswer answer = this.service.post("/api/v1/topics/small/events", event.formatted("x".repeat(2048)));
		assertProblem(answer, 413, "too-large");
		assertThat(answer.text("id")).isEqualTo("e");
	}

	@Test
	void takesTheLargestEventThatItsTopicTakes() {
		String start = "{\"type\":\"a\",\"data\":\"";
		String event = start + "x".repeat(960 * 1024 - start.length() - 2) + "\"}";
		assertThat(this.service.post(PAYMENTS, event).status()).isEqualTo(201);
	}

	@Test
	void answersABodyOverTheLimitWithoutAReset() {
		byte[] body = new byte[20 * 1024 * 1024];
		assertProblem(this.service.post(PAYMENTS, body), 413, "too-large");
		assertProblem(this.service.postChunked(PAYMENTS, () -> new ByteArrayInputStream(body)), 413, "too-large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "application/json;charset=iso-8859-1",
			"application/json;charset=utf-16", "application/json;charset=nonsense", "garbage" })
	void refusesOtherMediaTypesAndCharsets(String contentType) {
		HttpAnswer answer = this.service.post(PAYMENTS, "{\"type\":\"a\"}", "Content-Type", contentType,
				"Idempotency-Key", "k");
		assertProblem(answer, 415, "unsupported-media-type");
		assertThat(answer.text("id")).isEqualTo("k");
	}

	@Test
	void takesUtf8InAnySpelling() {
		for (String charset : List.of("utf-8", "UTF-8", "utf8", "\"utf-8\"")) {
			assertThat(this.service
				.post(PAYMENTS, "{\"type\":\"a\"}", "Content-Type", "application/json; charset=" + charset)
				.status()).isEqualTo(201);
		}
	}

	@Test
	void refusesToWriteWhatItCannotAnswer() {
		assertProblem(this.service.post(PAYMENTS, "{\"type\":\"a\"}", "Accept", "text/html"), 406, "not-acceptable");
	}

	@Test
	void answersWhatHasNoHandlerWithAProblem() {
		assertProblem(this.service.get("/nowhere"), 404, "not-found");
		HttpAnswer notAllowed = this.service.get("/api/v1/events");
		assertProblem(notAllowed, 405, "method-not-allowed");
		assertThat(notAllowed.header("Allow")).isEqualTo("POST");
		assertProblem(this.service.post("/api/v1/topics/a%2Fb/events", "{}"), 400, "bad-request");
	}

	@Test
	void refusesIdempotencyKeysThatCannotBe() {
		assertProblem(this.service.post(PAYMENTS, "{\"type\":\"a\"}", "Idempotency-Key", "x".repeat(256)), 400,
				"bad-request");
		assertProblem(this.service.post(PAYMENTS, "{\"type\":\"a\"}", "Idempotency-Key", "a", "Idempotency-Key", "b"),
				400, "bad-request");
		assertProblem(this.service.post(PAYMENTS, "{\"type\":\"a\",\"id\":\"a\"}", "Idempotency-Key", "b"), 400,
				"invalid-event");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					GARBAGE~~                                                                         | 400 | bad-request
					POST /api/v1/events HTTP/1.1~Host: a~Content-Type: application/json~Content-Length: x~~ | 400 | bad-request
					POST /api/v1/events HTTP/1.1~Host: a~Content-Type: application/json~Transfer-Encoding: chunked~~ZZ~ | 400 | bad-request
					POST /api/v1/events HTTP/1.1~Host: a~Content-Type: application/json~Content-Length: 50~~{ | 408 | request-timeout
					POST /api/v1/events HTTP/1.1~Host: a~Content-Type: application/json~Transfer-Encoding: foo~~ | 501 | bad-request
					GET /openapi HTTP/3.0~Host: a~~ | 505 | bad-request
					POST /api/v1/topics/payments/events HTTP/1.1~Host: a~Connection: close~Accept: application/json;charset=utf-16~Content-Type: application/json~Transfer-Encoding: chunked~~5d~{}~0~~ | 408 | request-timeout
					CONNECT /api/v1/events HTTP/1.1~Host: a~Connection: close~~ | 405 | method-not-allowed
					PUT /api/v1/topics/payments HTTP/1.1~Host: a~Connection: close~Content-Type: */*~Content-Length: 2~~{} | 415 | unsupported-media-type
					PUT /nowhere HTTP/1.1~Host: a~Connection: close~Content-Type: application/*~Content-Length: 2~~{} | 415 | unsupported-media-type
					POST /api/v1/events HTTP/1.1~Host: a~Connection: close~Content-Type: multipart/form-data~Content-Length: 1~~x | 415 | unsupported-media-type
					""")
	void answersWhatIsHardlyHttp(String request, int status, String type, CapturedOutput output) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.replace("~", "\r\n").getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 " + status)
				.contains("application/problem+json", "urn:ackline:problem:" + type, "\"written\":\"no\"");
		}
		assertThat(output).doesNotContain("Exception");
	}

	@Test
	void answersInUtf8WhateverCharsetIsAccepted() {
		HttpAnswer answer = this.service
			.send("GET", "/api/v1/topics", BodyPublishers.noBody(), "Accept", "application/json;charset=utf-16")
			.join();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).contains("payments");
	}

	@Test
	void answersHeadersThatAreTooLarge() {
		HttpAnswer answer = this.service.post(PAYMENTS, "{\"type\":\"a\"}", "X-Large", "x".repeat(100_000));
		assertProblem(answer, 400, "bad-request");
	}

	@Test
	void refusesJsonOverItsLimits() {
		String event = "{\"id\":\"e\",\"type\":\"a\",\"data\":%s}";
		assertThat(this.service.post(PAYMENTS, event.formatted("[".repeat(99) + "]".repeat(99))).status())
			.isEqualTo(201);
		for (String data : List.of("[".repeat(100) + "]".repeat(100), "1".repeat(1001),
				"{\"" + "x".repeat(60_000) + "\":1}")) {
			HttpAnswer answer = this.service.post(PAYMENTS, event.formatted(data));
			assertProblem(answer, 400, "malformed-json");
			assertThat(answer.text("id")).isEqualTo("e");
			assertThat(answer.text("detail")).contains("Line 1, column ", "ackline.producer.max-");
		}
	}

	@Test
	void refusesHalvesOfCharactersInEveryForm() {
		String half = "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"a\",\"data\":\"\\ud834\"}";
		String whole = half.replace("\\ud834", "\\ud834\\udd1e");
		for (String contentType : List.of("application/json", "application/cloudevents+json")) {
			HttpAnswer answer = this.service.post(PAYMENTS, half, "Content-Type", contentType);
			assertProblem(answer, 400, "invalid-event");
			assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/data");
			assertThat(this.service.post(PAYMENTS, whole, "Content-Type", contentType).status()).isEqualTo(201);
		}
		HttpAnswer batch = this.service.post(PAYMENTS, "[%s,%s]".formatted(whole, half));
		assertThat(batch.status()).isEqualTo(207);
		assertThat(batch.json().at("/results/0/status").asInt()).isEqualTo(201);
		assertThat(batch.json().at("/results/1/problem/errors/0/pointer").asString()).isEqualTo("/1/data");
		String[] binary = { "ce-specversion", "1.0", "ce-id", "e", "ce-source", "/s", "ce-type", "a" };
		assertProblem(this.service.post(PAYMENTS, "\"\\ud834\"", binary), 400, "malformed-json");
		assertThat(this.service.post(PAYMENTS, "\"\\ud834\\udd1e\"", binary).status()).isEqualTo(201);
	}

	@Test
	void doesNotMindClientsThatGoAway(CapturedOutput output) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream()
				.write("POST /api/v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
					.getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(this.service.post(PAYMENTS, "{\"type\":\"a\"}").status()).isEqualTo(201);
		assertThat(output).doesNotContain("Exception");
	}

	private static String config(Admin admin, String topic, String name) throws Exception {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		return admin.describeConfigs(List.of(resource)).values().get(resource).get().get(name).value();
	}

	private static void assertProblem(HttpAnswer answer, int status, String type) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:" + type);
		assertThat(answer.json().path("status").asInt()).isEqualTo(status);
		assertThat(answer.text("title")).isNotEmpty();
		assertThat(answer.text("detail")).isNotEmpty();
		assertThat(answer.text("written")).isEqualTo("no");
		assertThat(answer.json().path("retryable").asBoolean()).isFalse();
	}

}
