package io.ackline.producer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.junit.WithLocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Goes through every row of the status table, each provoked for real, and in the end
 * looks into the log for whatever was said not to be there.
 */
@WithLocalCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatusTableIntegrationTests {

	/**
	 * The statuses with which the same request can succeed later.
	 */
	private static final Set<Integer> RETRYABLE = Set.of(429, 503, 504);

	private static final Set<Integer> WITH_RETRY_AFTER = Set.of(429, 503);

	private static final List<String> TOPICS = List.of("table", "lone", "dated", "compacted", "strict", "small");

	private static final Pattern LETTERS = Pattern.compile("<(\\d+)>");

	private final LocalCluster cluster;

	private final Set<String> notWritten = new HashSet<>();

	private ConfigurableApplicationContext context;

	private HttpService service;

	private Situation situation = Situation.ALL_IS_WELL;

	private int rows;

	private int port;

	private String leaderOfLone;

	private String leaderOfTable;

	private List<CompletableFuture<HttpAnswer>> filling = List.of();

	private Socket unended;

	StatusTableIntegrationTests(LocalCluster cluster) {
		this.cluster = cluster;
	}

	@BeforeAll
	void start() throws Exception {
		this.context = new SpringApplicationBuilder(ProducerApplication.class).run("--server.port=0",
				"--spring.kafka.bootstrap-servers=" + this.cluster.bootstrapServers(), "--ackline.producer.deadline=2s",
				"--ackline.producer.max-event-size=4KB", "--ackline.producer.max-batch-size=8KB",
				"--ackline.producer.max-batch-events=2", "--server.tomcat.connection-timeout=2s",
				"--spring.kafka.producer.buffer-memory=32KB", "--spring.kafka.producer.batch-size=16KB",
				"--ackline.topics.table.partitions=1", "--ackline.topics.lone.partitions=1",
				"--ackline.topics.lone.replicas=1", "--ackline.topics.lone.min-insync-replicas=1",
				"--ackline.topics.dated.partitions=1", "--ackline.topics.doomed.partitions=1",
				"--ackline.topics.compacted.cleanup-policy=compact", "--ackline.topics.strict.unknown-types=refuse",
				"--ackline.topics.small.max-message-size=2KB", "--ackline.topics.recast.partitions=1",
				"--ackline.topics.vast.replicas=4",
				"--ackline.callers.all.token-sha256=9b55a7eb696557361a993bb4f81103b3cf34ade2d81e5888bd1a97ed6993d7fe",
				"--ackline.callers.all.topics=*", "--ackline.callers.all.admin=true",
				"--ackline.callers.shop.token-sha256=88cc4600551e64b7cb97dd7f63ebad405255e5d17bdd71ee9fe1ed5cc20d0b3b",
				"--ackline.callers.shop.topics=lone",
				"--ackline.callers.slow.token-sha256=8fca511e871e5afb4ff5d07dfe606a6244d850dd9e7c7305a9cd56d6169179ad",
				"--ackline.callers.slow.topics=*", "--ackline.callers.slow.rate=6/m", "--ackline.callers.slow.burst=1");
		this.port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
		this.service = new HttpService(this.port, "Authorization", "Bearer all-token");
		List.of("table", "lone", "dated", "doomed", "compacted", "small", "recast").forEach(this::awaitStored);
		this.leaderOfLone = "broker-" + this.service.get("/topics/lone").json().at("/partitions/0/leader").asInt();
		try (KafkaLog log = new KafkaLog(this.cluster.bootstrapServers()); Admin admin = log.admin()) {
			set(admin, "dated", "message.timestamp.before.max.ms", "1");
			set(admin, "recast", "cleanup.policy", "compact"); // for which nobody has a
																// status
			admin.deleteTopics(List.of("doomed")).all().get();
		}
		awaitProblem("POST /doomed", "topic-missing");
		send("POST /lone", "Authorization: Bearer slow-token", "{\"type\":\"a\"}", "");
	}

	@AfterAll
	void restore() throws IOException {
		assertThat(this.filling).allMatch(CompletableFuture::isDone);
		this.unended.close();
		this.context.close();
		this.cluster.restore();
	}

	/**
	 * The rows follow the situations, each of which follows from the one before. In a
	 * request, {@code /…} is a topic's events; in a body, {@code @} is the
	 * {@code attempt} extension, of which each request has a value of its own, and
	 * {@code <n>} n letters.
	 */
	@Order(1)
	@ParameterizedTest(name = "{1} {2} while {0}: {3} {4} {5}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 200,
			textBlock = """
					ALL_IS_WELL      | 429 | rate-limited           | POST /table                | Authorization: Bearer slow-token | {"type":"a",@}
					ALL_IS_WELL      | 401 | unauthorized           | POST /table                | Authorization: Bearer nobody | {"type":"a",@}
					ALL_IS_WELL      | 403 | forbidden              | POST /table                | Authorization: Bearer shop-token | {"type":"a",@}
					ALL_IS_WELL      | 400 | malformed-json         | POST /table                |                  | {"type":"a",@
					ALL_IS_WELL      | 400 | malformed-json         | POST /table                |                  | {"type":"a",@} 1
					ALL_IS_WELL      | 400 | invalid-event          | POST /table                |                  | {"source":"/s",@}
					ALL_IS_WELL      | 400 | invalid-event          | POST /table                |                  | {"type":"a","key":7,@}
					ALL_IS_WELL      | 400 | invalid-event          | POST /table                | Idempotency-Key: x | {"type":"a","id":"y",@}
					ALL_IS_WELL      | 400 | bad-request            | POST /table                | Content-Encoding: gzip | {"type":"a",@}
					ALL_IS_WELL      | 400 | invalid-parameter      | POST /table?acks=2         |                  | {"type":"a",@}
					ALL_IS_WELL      | 400 | type-not-taken         | POST /api/v1/events        |                  | {"type":"a",@}
					ALL_IS_WELL      | 400 | type-not-taken         | POST /strict               |                  | {"type":"a",@}
					ALL_IS_WELL      | 400 | key-required           | POST /compacted            |                  | {"type":"a",@}
					ALL_IS_WELL      | 400 | timestamp-out-of-bounds | POST /dated               |                  | {"type":"a",@}
					ALL_IS_WELL      | 400 | invalid-settings       | PUT /api/v1/topics/table   |                  | {"minInsyncReplicas":9}
					ALL_IS_WELL      | 404 | topic-not-declared     | POST /nowhere              |                  | {"type":"a",@}
					ALL_IS_WELL      | 404 | topic-missing          | POST /doomed               |                  | {"type":"a",@}
					ALL_IS_WELL      | 404 | not-found              | POST /api/v1/event         |                  | {"type":"a",@}
					ALL_IS_WELL      | 405 | method-not-allowed     | PUT /table                 |                  | {"type":"a",@}
					ALL_IS_WELL      | 406 | not-acceptable         | POST /table                | Accept: text/html | {"type":"a",@}
					ALL_IS_WELL      | 413 | too-large              | POST /table                |                  | {"type":"a",@,"data":"<4096>"}
					ALL_IS_WELL      | 413 | too-large              | POST /table                |                  | [{"type":"a",@,"data":"<8192>"}]
					ALL_IS_WELL      | 413 | too-large              | POST /table                |                  | [{"type":"a",@},{"type":"b"},{"type":"c"}]
					ALL_IS_WELL      | 413 | too-large              | POST /small                |                  | {"type":"a",@,"data":"<2048>"}
					ALL_IS_WELL      | 415 | unsupported-media-type | POST /table                | Content-Type: text/plain | {"type":"a",@}
					ALL_IS_WELL      | 415 | unsupported-media-type | POST /table                | Content-Type: application/json;charset=utf-16 | {"type":"a",@}
					ALL_IS_WELL      | 415 | unsupported-media-type | POST /table                | Content-Encoding: br | {"type":"a",@}
					ALL_IS_WELL      | 422 | schema-violation       | POST /table                |                  | {"type":"payment.captured","data":{},@}
					ALL_IS_WELL      | 503 | topic-not-ready        | POST /vast                 |                  | {"type":"a",@}
					ALL_IS_WELL      | 504 | not-acknowledged       | POST /recast               |                  | {"type":"a",@}
					LEADER_HANGS     | 504 | not-acknowledged       | POST /table                |                  | {"type":"a",@}
					LEADER_HANGS     | 504 | not-acknowledged       | POST /table                |                  | {"type":"a",@}
					BUFFER_IS_FULL   | 503 | overloaded             | POST /table                |                  | {"type":"a",@,"data":"<3000>"}
					ONE_BROKER_LEFT  | 503 | partition-not-writable | POST /table                |                  | {"type":"a",@}
					ONE_BROKER_LEFT  | 503 | partition-not-writable | POST /table                |                  | {"type":"a","key":"k",@}
					ONE_BROKER_LEFT  | 503 | partition-not-writable | POST /lone?acks=1          |                  | {"type":"a",@}
					NO_BROKER_LEFT   | 503 | cluster-unreachable    | POST /table                |                  | {"type":"a",@}
					NO_BROKER_LEFT   | 503 | cluster-unreachable    | POST /table?acks=0         |                  | {"type":"a",@}
					SERVICE_IS_STOPPING | 503 | shutting-down       | POST /table                |                  | {"type":"a",@}
					""")
	void answersAsTheTableSays(Situation situation, int status, String type, String request, @Nullable String header,
			String body) throws IOException {
		bringAbout(situation);
		String attempt = "table-" + this.rows++;
		HttpAnswer answer = send(request, header, body, attempt);
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:" + type);
		assertThat(answer.json().path("status").asInt()).isEqualTo(status);
		assertThat(answer.text("title")).isNotEmpty();
		assertThat(answer.text("detail")).isNotEmpty();
		assertThat(answer.text("written")).isEqualTo((status == 504) ? "unknown" : "no");
		assertThat(answer.json().path("retryable").asBoolean()).isEqualTo(RETRYABLE.contains(status));
		assertThat(answer.header("Retry-After")).matches(WITH_RETRY_AFTER.contains(status) ? "[1-9]|10" : "");
		if (answer.text("written").equals("no")) {
			this.notWritten.add(attempt);
		}
	}

	@Order(2)
	@Test
	void saysOfNothingInTheLogThatItIsNotWritten() {
		this.context.close();
		this.cluster.restore();
		Set<String> written = new HashSet<>();
		try (KafkaLog log = new KafkaLog(this.cluster.bootstrapServers())) {
			TOPICS.forEach((topic) -> written.addAll(log.headerValues(topic, "ce_attempt")));
		}
		assertThat(this.notWritten).hasSizeGreaterThan(30).doesNotContainAnyElementsOf(written);
		assertThat(written).as("what was acknowledged is there").contains("stored");
	}

	private static void set(Admin admin, String topic, String name, String value) throws Exception {
		AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
	}

	private void bringAbout(Situation wanted) throws IOException {
		for (Situation next : Situation.values()) {
			if (next.compareTo(this.situation) > 0 && next.compareTo(wanted) <= 0) {
				this.situation = next;
				enter(next);
			}
		}
	}

	private void enter(Situation next) throws IOException {
		switch (next) {
			case ALL_IS_WELL -> {
			}
			case LEADER_HANGS -> this.leaderOfTable = this.cluster.pause("leader:table-0").name();
			case BUFFER_IS_FULL -> fillTheBuffer();
			case ONE_BROKER_LEFT -> leaveOneBroker();
			case NO_BROKER_LEFT -> leaveNoBroker();
			case SERVICE_IS_STOPPING -> stopTheService();
		}
	}

	private void fillTheBuffer() {
		String event = "{\"type\":\"a\",\"data\":\"%s\"}".formatted("x".repeat(3000));
		this.filling = IntStream.range(0, 6)
			.mapToObj((i) -> this.service.postLater("/api/v1/topics/table/events", event))
			.toList();
		await().until(() -> inFlight() > 12_000);
	}

	private double inFlight() {
		return this.service.get("/actuator/metrics/ackline.publish.inflight?tag=acks:all")
			.json()
			.at("/measurements/0/value")
			.asDouble();
	}

	private void leaveOneBroker() {
		String other = Stream.of(this.leaderOfLone, "broker-1", "broker-2")
			.filter((name) -> !name.equals(this.leaderOfTable))
			.findFirst()
			.orElseThrow();
		this.cluster.kill(this.leaderOfTable);
		this.cluster.kill(other);
		awaitProblem("POST /table", "partition-not-writable");
		awaitProblem("POST /lone?acks=1", "partition-not-writable");
	}

	private void leaveNoBroker() {
		this.cluster.nodes()
			.stream()
			.filter((node) -> node.kind() == Node.Kind.BROKER && node.child().isAlive())
			.forEach((node) -> this.cluster.kill(node.name()));
		awaitProblem("POST /table", "cluster-unreachable");
	}

	/**
	 * A request that never ends holds the service up, for as long as
	 * {@code connection-timeout}.
	 */
	private void stopTheService() throws IOException {
		this.unended = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.unended.getOutputStream()
			.write("POST /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer all-token\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
				.getBytes(StandardCharsets.US_ASCII));
		new Thread(this.context::close, "stop").start();
		awaitProblem("POST /table", "shutting-down");
	}

	private void awaitProblem(String request, String type) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> send(request, null, "{\"type\":\"a\"}", "").text("type").endsWith(":" + type));
	}

	private void awaitStored(String topic) {
		await().atMost(Duration.ofSeconds(60))
			.until(() -> send("POST /" + topic, null, "{\"type\":\"a\",\"key\":\"k\",@}", "stored").status() == 201);
	}

	private HttpAnswer send(String request, @Nullable String header, String body, String attempt) {
		String[] methodAndPath = request.split(" ", 2);
		String path = methodAndPath[1].startsWith("/api/") ? methodAndPath[1]
				: methodAndPath[1].replaceFirst("^/(\\w+)", "/api/v1/topics/$1/events");
		String json = LETTERS.matcher(body.replace("@", "\"attempt\":\"%s\"".formatted(attempt)))
			.replaceAll((letters) -> "x".repeat(Integer.parseInt(letters.group(1))));
		String[] headers = { "Content-Type", "application/json" };
		if (header != null) {
			String[] nameAndValue = header.split(": ", 2);
			headers = nameAndValue[0].equals(headers[0]) ? nameAndValue
					: new String[] { headers[0], headers[1], nameAndValue[0], nameAndValue[1] };
		}
		return this.service.send(methodAndPath[0], path, BodyPublishers.ofString(json), headers).join();
	}

	/**
	 * What the service and its cluster are in.
	 */
	enum Situation {

		ALL_IS_WELL, LEADER_HANGS, BUFFER_IS_FULL, ONE_BROKER_LEFT, NO_BROKER_LEFT, SERVICE_IS_STOPPING

	}

}
