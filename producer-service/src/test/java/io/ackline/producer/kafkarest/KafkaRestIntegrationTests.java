package io.ackline.producer.kafkarest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.topics.bridge-quickstart-topic.partitions=1",
				"ackline.topics.bridge-quickstart-compacted.partitions=1",
				"ackline.topics.bridge-quickstart-compacted.cleanup-policy=compact",
				"ackline.topics.jsontest.partitions=1", "ackline.topics.binarytest.partitions=1",
				"ackline.topics.keyed.partitions=6", "ackline.topics.jsonmetered.partitions=1",
				"server.tomcat.connection-timeout=1s", "ackline.kafka-rest.max-body-size=64KB" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaRestIntegrationTests {

	private static final String JSON = "application/vnd.kafka.json.v2+json";

	private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");

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
	void servesASessionOfStrimzisBridge() throws IOException {
		Exchange.of("strimzi-bridge.http").forEach(this::run);
		ConsumerRecord<byte[], byte[]> first = read("bridge-quickstart-topic", 0);
		assertThat(first.key()).asString(StandardCharsets.UTF_8).isEqualTo("\"my-key\"");
		assertThat(first.value()).asString(StandardCharsets.UTF_8).isEqualTo("\"sales-lead-0001\"");
		assertThat(first.headers()).isEmpty();
		assertThat(read("bridge-quickstart-topic", 1).key()).isNull();
		ConsumerRecord<byte[], byte[]> text = read("bridge-quickstart-topic", 3);
		assertThat(text.key()).asString(StandardCharsets.UTF_8).isEqualTo("my-key");
		assertThat(text.value()).asString(StandardCharsets.UTF_8).isEqualTo("größe");
		ConsumerRecord<byte[], byte[]> full = read("bridge-quickstart-topic", 4);
		assertThat(full.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"lead\":1.50}");
		assertThat(full.timestamp()).isEqualTo(1591897790000L);
		assertThat(KafkaLog.headers(full)).containsOnlyKeys("key1").containsEntry("key1", "Apache Kafka");
		ConsumerRecord<byte[], byte[]> tombstone = read("bridge-quickstart-topic", 5);
		assertThat(tombstone.key()).asString(StandardCharsets.UTF_8).isEqualTo("\"my-key\"");
		assertThat(tombstone.value()).isNull();
		assertThat(read("bridge-quickstart-topic", 6).value()).asString(StandardCharsets.UTF_8)
			.isEqualTo("\"sales-lead-0004\"");
	}

	@Test
	void servesASessionOfConfluentsProxy() throws IOException {
		Exchange.of("confluent-proxy.http").forEach(this::run);
		assertThat(read("jsontest", 0).value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"foo\":\"bar\"}");
		assertThat(read("binarytest", 0).key()).asString(StandardCharsets.UTF_8).isEqualTo("key");
		assertThat(read("binarytest", 0).value()).asString(StandardCharsets.UTF_8).isEqualTo("confluent");
		assertThat(read("binarytest", 2).value()).asString(StandardCharsets.UTF_8).isEqualTo("logs");
	}

	@Test
	void listsTheDeclaredTopics() {
		HttpAnswer answer = this.service.get("/topics");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.kafka.v2+json");
		assertThat(answer.json().valueStream()).extracting(JsonNode::asString)
			.contains("payments", "jsontest", "binarytest")
			.doesNotContain("jsontest-dlt", "__consumer_offsets");
	}

	@Test
	void showsATopicWithItsPartitionsAndReplicas() {
		HttpAnswer answer = this.service.get("/topics/keyed");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactly("name", "configs", "partitions");
		assertThat(answer.text("name")).isEqualTo("keyed");
		assertThat(answer.json().at("/configs/min.insync.replicas").asString()).isEqualTo("2");
		assertThat(answer.json().path("partitions")).hasSize(6).allSatisfy((partition) -> {
			assertThat(partition.propertyNames()).containsExactly("partition", "leader", "replicas");
			assertThat(partition.path("replicas")).hasSize(3).allSatisfy((replica) -> {
				assertThat(replica.propertyNames()).containsExactly("broker", "leader", "in_sync");
				assertThat(replica.path("leader").asBoolean())
					.isEqualTo(replica.path("broker").asInt() == partition.path("leader").asInt());
			});
		});
	}

	@Test
	void keepsTheOrderOfEachKey() {
		StringBuilder records = new StringBuilder("{\"records\":[");
		for (int i = 0; i < 200; i++) {
			records.append((i > 0) ? "," : "").append("{\"key\":\"k\",\"value\":%d}".formatted(i));
		}
		HttpAnswer answer = this.service.post("/topics/keyed", records.append("]}").toString(), "Content-Type", JSON);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		List<Long> offsets = new ArrayList<>();
		answer.json().path("offsets").forEach((result) -> offsets.add(result.path("offset").asLong()));
		assertThat(offsets).hasSize(200).isSorted().doesNotHaveDuplicates();
		assertThat(answer.json().path("offsets").valueStream().map((result) -> result.path("partition").asInt()))
			.containsOnly(answer.json().at("/offsets/0/partition").asInt());
	}

	@Test
	void boundsBodies() {
		String body = "{\"records\":[{\"value\":\"%s\"}]}".formatted("x".repeat(64 * 1024));
		HttpAnswer answer = this.service.post("/topics/keyed", body, "Content-Type", JSON);
		assertThat(answer.status()).isEqualTo(413);
		assertThat(answer.json().path("error_code").asInt()).isEqualTo(413);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			\\xEF\\xBB\\xBF{"records":[{"value":1}]}  | code 65279 / 0xfeff
			{"records":[{"value":"\\xC3\\x28"}]}     | the byte 0xC3 at 22 is not UTF-8
			{"records":[{"value":"\\uD800"}]}         | at byte 22, the escape is half of a character
			{"records":[{"value":1,"value":2}]}       | Duplicate Object property "value"
			{"records":[{"value":NaN}]}               | Non-standard token 'NaN'
			{"records":[{"value":1}]} {}              | Trailing token
			""")
	void refusesJsonThatItsReadersWouldNotAgreeOn(String body, String message) {
		byte[] bytes = BYTE.matcher(body)
			.replaceAll((one) -> String.valueOf((char) Integer.parseInt(one.group(1), 16)))
			.getBytes(StandardCharsets.ISO_8859_1);
		HttpAnswer answer = this.service.post("/topics/keyed", bytes, "Content-Type", JSON);
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.text("message")).startsWith("The body is not JSON: ").contains(message);
	}

	@Test
	void boundsTheDepthOfJson() {
		String deep = "{\"records\":[{\"value\":%s1%s}]}".formatted("[".repeat(98), "]".repeat(98));
		HttpAnswer answer = this.service.post("/topics/keyed", deep, "Content-Type", JSON);
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.text("message")).contains("nesting depth (101)");
		assertThat(this.service
			.post("/topics/keyed", deep.replaceFirst("\\[\\[", "[").replaceFirst("\\]\\]", "]"), "Content-Type", JSON)
			.status()).isEqualTo(200);
	}

	@Test
	void takesGzip() throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write("{\"records\":[{\"value\":\"packed\",\"partition\":1}]}".getBytes(StandardCharsets.UTF_8));
		}
		HttpAnswer answer = this.service.post("/topics/keyed", packed.toByteArray(), "Content-Type", JSON,
				"Content-Encoding", "gzip");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		long offset = answer.json().at("/offsets/0/offset").asLong();
		assertThat(this.log.read("keyed", 1, offset).value()).asString(StandardCharsets.UTF_8).isEqualTo("\"packed\"");
		assertThat(this.service.post("/topics/keyed", "{}", "Content-Type", JSON, "Content-Encoding", "br").status())
			.isEqualTo(415);
	}

	@Test
	void answersRecordsThatCannotBeWrittenWithinTheDeadline() {
		LocalCluster cluster = LocalClusterExtension.cluster();
		cluster.pause("leader:keyed-0");
		try {
			HttpAnswer answer = this.service.post("/topics/keyed/partitions/0", "{\"records\":[{\"value\":1}]}",
					"Content-Type", JSON);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json().at("/offsets/0/error_code").asInt()).isEqualTo(50003);
			assertThat(answer.took()).isLessThan(Duration.ofMillis(5500));
		}
		finally {
			cluster.restore();
			this.service.awaitReady();
		}
	}

	@Test
	void answersABodyThatStopsArriving() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("POST /topics/keyed HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: 50\r\n\r\n{"
					.formatted(JSON)
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 408")
				.contains("urn:ackline:problem:request-timeout", "The body stopped arriving before its end.");
		}
	}

	@Test
	void handsTheTraceOnUnlessTheRecordHasOne() {
		String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
		HttpAnswer answer = this.service.post("/topics/keyed/partitions/0", """
				{"records":[{"value":1},{"value":2,"headers":[{"key":"traceparent","value":"b3du"}]}]}""",
				"Content-Type", JSON, "traceparent", parent);
		long first = answer.json().at("/offsets/0/offset").asLong();
		assertThat(KafkaLog.headers(read("keyed", first))).containsOnly(Map.entry("traceparent", parent));
		assertThat(KafkaLog.headers(read("keyed", first + 1))).containsOnly(Map.entry("traceparent", "own"));
	}

	@Test
	void isMeasuredAsEventsAre() {
		double written = published("yes");
		double refused = published("no");
		this.service.post("/topics/jsonmetered",
				"{\"records\":[{\"value\":1},{\"value\":2},{\"value\":3,\"partition\":9}]}", "Content-Type", JSON);
		assertThat(published("yes")).isEqualTo(written + 2);
		assertThat(published("no")).isEqualTo(refused + 1);
	}

	private double published(String written) {
		return this.service.get("/actuator/metrics/ackline.publish?tag=topic:jsonmetered&tag=written:" + written)
			.json()
			.at("/measurements/0/value")
			.asDouble();
	}

	private void run(Exchange exchange) {
		HttpAnswer answer = this.service
			.send(exchange.method(), exchange.path(), BodyPublishers.ofString(exchange.body()),
					exchange.headers().toArray(String[]::new))
			.join();
		assertThat(answer.status()).as("%s: %s", exchange, answer.text()).isEqualTo(exchange.status());
		assertThat(answer.header("Content-Type")).as(exchange.title()).isEqualTo(exchange.contentType());
		if (exchange.expected().isEmpty()) {
			assertThat(answer.text()).as(exchange.title()).isEmpty();
			return;
		}
		JsonNode expected = JsonMapper.shared().readTree(exchange.expected());
		if (expected.path("message").asString("").equals("*")) {
			((ObjectNode) expected).put("message", answer.text("message"));
			assertThat(answer.text("message")).isNotEmpty();
		}
		assertThat(answer.json()).as(exchange.title()).isEqualTo(expected);
	}

	private ConsumerRecord<byte[], byte[]> read(String topic, long offset) {
		return this.log.read(topic, 0, offset);
	}

}
