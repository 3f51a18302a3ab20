package io.ackline.producer.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.producer.max-event-size=64KB", "ackline.producer.max-batch-size=256KB",
				"ackline.producer.max-batch-events=200", "ackline.topics.pinned.pin-acks=true" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventFormsIntegrationTests {

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private static final String STRUCTURED = "application/cloudevents+json";

	private static final String BATCHED = "application/cloudevents-batch+json";

	private HttpService service;

	private KafkaLog log;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@BeforeAll
	void start(@Value("${local.server.port}") int port, LocalCluster cluster) {
		this.service = new HttpService(port);
		this.log = new KafkaLog(cluster.bootstrapServers());
		this.service.awaitReady();
	}

	@AfterAll
	void stop() {
		this.log.close();
	}

	@Test
	void storesABatchInItsOrder() {
		String batch = IntStream.range(0, 100)
			.mapToObj((i) -> "{\"id\":\"b-%d\",\"type\":\"x\",\"key\":\"one\",\"data\":%d}".formatted(i, i))
			.collect(Collectors.joining(",\n", " [", "]"));
		HttpAnswer answer = this.service.post(PAYMENTS, batch);
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		List<Long> offsets = new ArrayList<>();
		int expected = 0;
		for (JsonNode result : answer.json().path("results")) {
			assertThat(result.propertyNames()).containsExactly("status", "id", "source", "topic", "partition", "offset",
					"timestamp", "acks");
			assertThat(result.path("status").asInt()).isEqualTo(201);
			assertThat(result.path("id").asString()).isEqualTo("b-" + expected++);
			offsets.add(result.path("offset").asLong());
		}
		assertThat(offsets).hasSize(100).isSorted().doesNotHaveDuplicates();
		JsonNode last = answer.json().path("results").path(99);
		assertThat(this.log.read("payments", last.path("partition").asInt(), offsets.get(99)).value())
			.isEqualTo("99".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void answersEachEventOfABatchThatFailsInPart() {
		HttpAnswer answer = this.service.post(PAYMENTS, """
				[{"id":"1","type":"x"}, {"id":"2","type":"x","key":7}, 3, {"id":"4"}, [{}],
				 {"id":"6","type":"x","data":"%s"}, {"id":"7","type":"x"}]""".formatted("x".repeat(64 * 1024)));
		assertThat(answer.status()).as(answer.text()).isEqualTo(207);
		assertThat(statuses(answer)).containsExactly(201, 400, 400, 400, 400, 413, 201);
		assertThat(answer.json().at("/results/1/problem/errors/0/pointer").asString()).isEqualTo("/1/key");
		assertThat(answer.json().at("/results/1/problem/id").asString()).isEqualTo("2");
		assertThat(answer.json().at("/results/1/problem/written").asString()).isEqualTo("no");
		assertThat(answer.json().at("/results/2/problem/errors/0/pointer").asString()).isEqualTo("/2");
		assertThat(answer.json().at("/results/2/problem/detail").asString()).contains("this is a number");
		assertThat(answer.json().at("/results/3/problem/errors/0/pointer").asString()).isEqualTo("/3/type");
		assertThat(answer.json().at("/results/5/problem/id").asString()).isEqualTo("6");
	}

	@Test
	void namesThePlaceInTheBatchOfDataThatDoesNotFitItsSchema() {
		HttpAnswer answer = this.service.post(PAYMENTS,
				"[{\"type\":\"x\"},{\"type\":\"payment.captured\",\"data\":{\"account\":\"a\",\"amount\":0,\"currency\":\"EUR\"}}]");
		assertThat(statuses(answer)).containsExactly(201, 422);
		assertThat(answer.json().at("/results/1/problem/errors/0/pointer").asString()).isEqualTo("/1/data/amount");
	}

	@Test
	void answersABatchThatFailsAlikeWithThatStatus() {
		HttpAnswer answer = this.service.post(PAYMENTS, "[{\"id\":\"1\"},{\"id\":\"2\"}]");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(statuses(answer)).containsExactly(400, 400);
	}

	@Test
	void picksTheTopicOfEachEventOfABatch() {
		HttpAnswer answer = this.service.post("/api/v1/events",
				"[{\"type\":\"payment.x\"},{\"type\":\"github.push\"},{\"type\":\"unheard.of\"}]");
		assertThat(answer.status()).isEqualTo(207);
		assertThat(answer.json().at("/results/0/topic").asString()).isEqualTo("payments");
		assertThat(answer.json().at("/results/1/topic").asString()).isEqualTo("webhooks");
		assertThat(answer.json().at("/results/2/problem/type").asString()).endsWith("type-not-taken");
	}

	@Test
	void promisesNothingForABatchWithoutAcknowledgement() {
		HttpAnswer answer = this.service.post(PAYMENTS + "?acks=0", "[{\"type\":\"x\"},{\"type\":\"x\"}]");
		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.json().at("/results/1/offset").isNull()).isTrue();
	}

	@Test
	void derivesIdsFromTheIdempotencyKey() {
		String batch = "[{\"type\":\"x\"},{\"type\":\"x\",\"id\":\"own\"},{\"type\":\"x\"},{\"type\":\"x\",\"id\":5}]";
		HttpAnswer answer = this.service.post(PAYMENTS, batch, "Idempotency-Key", "k");
		assertThat(answer.json().at("/results/0/id").asString()).isEqualTo("k-0");
		assertThat(answer.json().at("/results/1/id").asString()).isEqualTo("own");
		assertThat(answer.json().at("/results/2/id").asString()).isEqualTo("k-2");
		assertThat(answer.json().at("/results/3/status").asInt()).isEqualTo(400);
		assertProblem(this.service.post(PAYMENTS, batch, "Idempotency-Key", "k".repeat(240)), 400, "bad-request");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			[{"type":"x"},               | 400 | malformed-json
			[{"type":"x"}] x             | 400 | malformed-json
			[{"type":"x"}{"type":"x"}]   | 400 | malformed-json
			[{"type":"x",}]              | 400 | malformed-json
			[                            | 400 | malformed-json
			""")
	void refusesABatchThatIsNotJsonAsAWhole(String body, int status, String type) {
		HttpAnswer answer = this.service.post(PAYMENTS, body);
		assertProblem(answer, status, type);
		assertThat(answer.text("written")).isEqualTo("no");
	}

	@Test
	void takesAnEmptyBatch() {
		HttpAnswer answer = this.service.post(PAYMENTS, "[]");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"results\":[]}");
	}

	@Test
	void boundsBatches() {
		HttpAnswer tooMany = this.service.post(PAYMENTS, "[" + "{\"type\":\"x\"},".repeat(200) + "{\"type\":\"x\"}]");
		assertProblem(tooMany, 413, "too-large");
		assertThat(tooMany.text("detail")).contains("200", "max-batch-events");
		String event = "{\"type\":\"x\",\"data\":\"%s\"}".formatted("x".repeat(50_000));
		assertThat(
				this.service.post(PAYMENTS, "[%s,%s,%s,%s,%s]".formatted(event, event, event, event, event)).status())
			.isEqualTo(201);
		HttpAnswer tooLarge = this.service.post(PAYMENTS,
				"[%s,%s,%s,%s,%s,%s]".formatted(event, event, event, event, event, event));
		assertProblem(tooLarge, 413, "too-large");
		assertThat(tooLarge.text("detail")).contains("max-batch-size");
		HttpAnswer single = this.service.post(PAYMENTS,
				"{\"type\":\"x\",\"data\":\"%s\"}".formatted("x".repeat(70_000)));
		assertProblem(single, 413, "too-large");
		assertThat(single.text("detail")).contains("max-event-size");
	}

	@Test
	void refusesABatchWhoseParameterIsWrongAsAWhole() {
		assertProblem(this.service.post(PAYMENTS + "?acks=7", "[{\"type\":\"x\"}]"), 400, "invalid-parameter");
		HttpAnswer pinned = this.service.post("/api/v1/topics/pinned/events?acks=1", "[{\"type\":\"x\"}]");
		assertThat(statuses(pinned)).containsExactly(400);
	}

	@Test
	void takesAStructuredCloudEvent() {
		HttpAnswer answer = this.service.post(PAYMENTS, """
				{"specversion":"1.0","id":"s-1","source":"/s","type":"payment.x","partitionkey":"pk","key":"ext",
				"subject":"ü","data":{"a":  1}}""", "Content-Type", STRUCTURED + "; charset=UTF-8");
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		ConsumerRecord<byte[], byte[]> stored = this.log.read(answer);
		assertThat(stored.key()).asString(StandardCharsets.UTF_8).isEqualTo("pk");
		assertThat(stored.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":  1}");
		assertThat(KafkaLog.headers(stored)).containsEntry("ce_id", "s-1")
			.containsEntry("ce_source", "/s")
			.containsEntry("ce_subject", "ü")
			.containsEntry("ce_key", "ext")
			.containsEntry("ce_partitionkey", "pk")
			.containsEntry("content-type", "application/json");
	}

	@Test
	void keepsTextInAStructuredCloudEventAsText() {
		HttpAnswer answer = this.service.post(PAYMENTS, """
				{"specversion":"1.0","id":"s-2","source":"/s","type":"x","datacontenttype":"application/xml",
				"data":"<a>\\u00fc\\n</a>"}""", "Content-Type", STRUCTURED);
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		ConsumerRecord<byte[], byte[]> stored = this.log.read(answer);
		assertThat(stored.value()).asString(StandardCharsets.UTF_8).isEqualTo("<a>ü\n</a>");
		assertThat(KafkaLog.headers(stored)).containsEntry("content-type", "application/xml");
	}

	@Test
	void requiresWhatCloudEventsRequires() {
		HttpAnswer answer = this.service.post(PAYMENTS, "{}", "Content-Type", STRUCTURED);
		assertProblem(answer, 400, "invalid-event");
		assertThat(pointers(answer)).containsExactlyInAnyOrder("/specversion", "/id", "/source", "/type");
		HttpAnswer binary = this.service.post(PAYMENTS, "{}", "ce-specversion", "0.3");
		assertProblem(binary, 400, "invalid-event");
		assertThat(pointers(binary)).containsExactlyInAnyOrder("/specversion", "/id", "/source", "/type");
	}

	@Test
	void takesABatchOfCloudEvents() {
		HttpAnswer answer = this.service.post(PAYMENTS, """
				[{"specversion":"1.0","id":"c-1","source":"/s","type":"x","data_base64":"AAE="},
				 {"specversion":"1.0","id":"c-2","type":"x"}]""", "Content-Type", BATCHED);
		assertThat(answer.status()).as(answer.text()).isEqualTo(207);
		assertThat(statuses(answer)).containsExactly(201, 400);
		assertThat(answer.json().at("/results/1/problem/errors/0/pointer").asString()).isEqualTo("/1/source");
		assertProblem(this.service.post(PAYMENTS, "{}", "Content-Type", BATCHED), 400, "malformed-json");
		assertProblem(this.service.post(PAYMENTS, "[]", "Content-Type", STRUCTURED), 400, "malformed-json");
	}

	@Test
	void takesABinaryCloudEvent() {
		HttpAnswer answer = this.service.post(PAYMENTS, "<a/>", "Content-Type", "application/xml", "ce-specversion",
				"1.0", "CE-Id", "b%20\"1\"", "ce-source", "/s", "ce-type", "x", "ce-time", "2026-01-31T12:00:00Z",
				"ce-subject", "Euro%20%E2%82%AC%20%F0%9F%98%80%2541", "ce-partitionkey", "pk", "ce-region",
				"\"a \\\"b\\\"\"");
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		ConsumerRecord<byte[], byte[]> stored = this.log.read(answer);
		assertThat(stored.key()).asString(StandardCharsets.UTF_8).isEqualTo("pk");
		assertThat(stored.value()).asString(StandardCharsets.UTF_8).isEqualTo("<a/>");
		assertThat(KafkaLog.headers(stored)).containsEntry("ce_id", "b \"1\"")
			.containsEntry("ce_subject", "Euro € 😀%41")
			.containsEntry("ce_region", "a \"b\"")
			.containsEntry("ce_time", "2026-01-31T12:00:00Z")
			.containsEntry("content-type", "application/xml");
	}

	@Test
	void takesJsonWithCloudEventsHeadersAsBinary() {
		HttpAnswer answer = this.service.post(PAYMENTS, " [1,  2]", "ce-specversion", "1.0", "ce-id", "b-2",
				"ce-source", "/s", "ce-type", "x");
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertThat(this.log.read(answer).value()).asString(StandardCharsets.UTF_8).isEqualTo(" [1,  2]");
		HttpAnswer malformed = this.service.post(PAYMENTS, "[1,", "ce-specversion", "1.0", "ce-id", "b-3", "ce-source",
				"/s", "ce-type", "x");
		assertProblem(malformed, 400, "malformed-json");
		assertThat(malformed.text("id")).isEqualTo("b-3");
	}

	@Test
	void takesABinaryCloudEventWithoutABodyAsATombstone() {
		HttpAnswer answer = this.service
			.send("POST", PAYMENTS, BodyPublishers.noBody(), "ce-specversion", "1.0", "ce-id", "b-4", "ce-source", "/s",
					"ce-type", "x")
			.join();
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertThat(this.log.read(answer).value()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ce-datacontenttype | text/plain | /datacontenttype | forbidden
			ce-subject         | 100%       | /subject         | hexadecimal
			ce-subject         | %zz        | /subject         | hexadecimal
			ce-subject         | %C3%28     | /subject         | not UTF-8
			ce-subject         | a%00b      | /subject         | control character
			ce-under_score     | x          | /under_score     | no attribute name
			ce-time            | yesterday  | /time            | RFC 3339
			""")
	void refusesWrongHeaders(String name, String value, String pointer, String message) {
		HttpAnswer answer = this.service.post(PAYMENTS, "1", "ce-specversion", "1.0", "ce-id", "b-5", "ce-source", "/s",
				"ce-type", "x", name, value);
		assertProblem(answer, 400, "invalid-event");
		assertThat(pointers(answer)).containsExactly(pointer);
		assertThat(answer.text("detail")).contains(message);
		assertThat(answer.text("id")).isEqualTo("b-5");
	}

	@Test
	void refusesHeadersThatStandTwice() {
		HttpAnswer answer = this.service.post(PAYMENTS, "1", "ce-specversion", "1.0", "ce-id", "b-6", "ce-source", "/s",
				"ce-type", "x", "ce-subject", "a", "ce-subject", "b");
		assertThat(pointers(answer)).containsExactly("/subject");
	}

	@Test
	void refusesOtherFormatsOfCloudEvents() {
		for (String type : List.of("application/cloudevents+xml", "application/cloudevents-batch+avro")) {
			assertProblem(this.service.post(PAYMENTS, "x", "Content-Type", type, "ce-specversion", "1.0"), 415,
					"unsupported-media-type");
		}
	}

	@Test
	void consentsToWebhooks() {
		for (String path : List.of(PAYMENTS, "/api/v1/events")) {
			HttpAnswer answer = this.service
				.send("OPTIONS", path, BodyPublishers.noBody(), "WebHook-Request-Origin", "eventemitter.example.com",
						"WebHook-Request-Rate", "120")
				.join();
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("WebHook-Allowed-Origin")).isEqualTo("eventemitter.example.com");
			assertThat(answer.header("WebHook-Allowed-Rate")).isEqualTo("*");
			assertThat(answer.header("Allow")).contains("POST");
		}
		HttpAnswer plain = this.service.send("OPTIONS", PAYMENTS, BodyPublishers.noBody()).join();
		assertThat(plain.status()).isEqualTo(200);
		assertThat(plain.header("WebHook-Allowed-Origin")).isEmpty();
	}

	@Test
	void takesGzip() {
		byte[] body = gzip("{\"type\":\"x\",\"data\":\"packed\"}".getBytes(StandardCharsets.UTF_8));
		HttpAnswer answer = this.service.post(PAYMENTS, body, "Content-Encoding", "gzip");
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertThat(this.log.read(answer).value()).asString(StandardCharsets.UTF_8).isEqualTo("\"packed\"");
	}

	@Test
	void boundsWhatGzipUnpacksTo() {
		byte[] bomb = gzip(
				("{\"type\":\"x\",\"data\":\"" + "x".repeat(20_000_000) + "\"}").getBytes(StandardCharsets.UTF_8));
		assertThat(bomb).hasSizeLessThan(64 * 1024);
		assertProblem(this.service.post(PAYMENTS, bomb, "Content-Encoding", "gzip"), 413, "too-large");
		assertProblem(this.service.post(PAYMENTS, bomb, "Content-Encoding", "gzip", "Content-Type", BATCHED), 413,
				"too-large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "gzip, gzip", "deflate" })
	void refusesOtherEncodings(String encoding) {
		assertProblem(this.service.post(PAYMENTS, "{\"type\":\"x\"}", "Content-Encoding", encoding), 415,
				"unsupported-media-type");
	}

	@Test
	void refusesGzipThatIsNone() {
		assertProblem(this.service.post(PAYMENTS, "{\"type\":\"x\"}", "Content-Encoding", "gzip"), 400, "bad-request");
		byte[] body = gzip("{\"type\":\"x\",\"data\":\"packed\"}".getBytes(StandardCharsets.UTF_8));
		byte[] half = Arrays.copyOf(body, body.length / 2);
		assertProblem(this.service.post(PAYMENTS, half, "Content-Encoding", "gzip"), 400, "bad-request");
	}

	private static List<Integer> statuses(HttpAnswer answer) {
		List<Integer> statuses = new ArrayList<>();
		answer.json().path("results").forEach((result) -> statuses.add(result.path("status").asInt()));
		return statuses;
	}

	private static List<String> pointers(HttpAnswer answer) {
		List<String> pointers = new ArrayList<>();
		answer.json().path("errors").forEach((error) -> pointers.add(error.path("pointer").asString()));
		return pointers;
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

	private static void assertProblem(HttpAnswer answer, int status, String type) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:" + type);
	}

}
