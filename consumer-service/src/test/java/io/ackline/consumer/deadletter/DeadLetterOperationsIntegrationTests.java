package io.ackline.consumer.deadletter;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.RunningConsumer;
import io.ackline.consumer.TestTopics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class DeadLetterOperationsIntegrationTests {

	private static final String PATH = "/api/v1/dead-letters";

	private static final JsonMapper json = new JsonMapper();

	private static TestTopics topics;

	private static RunningConsumer consumer;

	@BeforeAll
	static void start(LocalCluster cluster) {
		topics = new TestTopics(cluster.bootstrapServers());
		Map<String, Object> properties = new HashMap<>();
		properties.put("spring.kafka.bootstrap-servers", cluster.bootstrapServers());
		properties.put("spring.datasource.url", cluster.createDatabase("operations"));
		properties.put("spring.datasource.username", cluster.jdbcUser());
		properties.put("spring.datasource.password", cluster.jdbcPassword());
		properties.put("spring.kafka.consumer.group-id", "operators");
		properties.put("ackline.consumer.dead-letters.interval", "50ms");
		List<String> shipped = List.of("payments", "webhooks", "clicks");
		shipped.forEach((topic) -> topics.create(topic, 2));
		topics.skip("operators", shipped);
		Stream.of("shown", "contested", "scheduled", "revived", "held").forEach((topic) -> {
			topics.create(topic, 1);
			topics.create(topic + "-dlt", 1);
			properties.put("ackline.topics." + topic + ".default-type", "mortal.plain");
		});
		properties.put("ackline.topics.held.on-exhausted", "hold-key");
		properties.put("ackline.consumer.retry.max-attempts", "2");
		properties.put("ackline.consumer.retry.first-back-off", "50ms");
		properties.put("ackline.consumer.retry.interval", "50ms");
		consumer = RunningConsumer.start(properties, MortalHandler.class).ready();
		consumer.bean(JdbcTemplate.class)
			.execute("create table effects (number bigint generated always as identity, id text not null)");
	}

	@AfterAll
	static void stop() {
		consumer.close();
		topics.close();
	}

	@Test
	void showsLettersAndTakesOneDecisionOnEach() {
		MortalHandler.doom("s-1", "s-2");
		send("shown", "s-1", "a", "{\"n\":1.50}");
		send("shown", "s-2", null, "[\"\u00e4\"]");
		send("shown", "s-3", "a", "3");
		send("shown", "s-3", "a", "4");
		ProducerRecord<byte[], byte[]> undecodable = new ProducerRecord<>("shown", 0, null, new byte[] { -1 });
		undecodable.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
		topics.send(undecodable);
		List<JsonNode> letters = awaitLetters("?topic=shown", 4);
		assertThat(letters).extracting((letter) -> letter.get("reason").asString())
			.containsExactly("unprocessable", "unprocessable", "id-conflict", "undecodable");
		tellsWhatIsAskedFor(letters);
		long first = letters.get(0).get("number").asLong();
		tellsOne(first);
		retriesOne(first);
		discardsOne(letters.get(1).get("number").asLong());
		assertProblem(post(letters.get(2), "/retry", ""), 409, "belongs to another event");
		assertProblem(post(letters.get(3), "/retry", ""), 422, "no event");
		assertThat(post(letters.get(3), "/discard", "{\"reason\":\"noise\"}").statusCode()).isEqualTo(200);
		assertThat(states("shown")).containsExactly("retried", "discarded", "dead", "discarded");
		assertThat(consumer.get("/actuator/prometheus").body()).contains(
				"ackline_dead_letters_retried_total{reason=\"unprocessable\",topic=\"shown\"} 1.0",
				"ackline_dead_letters_discarded_total{reason=\"undecodable\",topic=\"shown\"} 1.0");
		refusesWhatIsWrong();
		forgetsWhatIsDecidedAndPublished();
	}

	private void forgetsWhatIsDecidedAndPublished() {
		Awaitility.await()
			.until(() -> letters("?topic=shown").stream().noneMatch((l) -> l.get("publishedAt").isNull()));
		DeadLetterDecisions decisions = consumer.bean(DeadLetterDecisions.class);
		decisions.purge(Duration.ofDays(1), 100);
		assertThat(states("shown")).hasSize(4);
		consumer.bean(JdbcTemplate.class)
			.update("update dead_letters set decided_at = decided_at - interval '2 days' where topic = 'shown'");
		decisions.purge(Duration.ofDays(1), 100);
		assertThat(states("shown")).containsExactly("dead");
	}

	private void tellsWhatIsAskedFor(List<JsonNode> letters) {
		assertThat(letters("?topic=shown&error=DOOMED")).hasSize(2);
		assertThat(letters("?topic=shown&reason=id-conflict&id=s-3&key=a&state=dead")).hasSize(1);
		assertThat(letters("?topic=shown&key=none")).isEmpty();
		JsonNode page = consumer.json(PATH + "?topic=shown&limit=3");
		assertThat(page.get("deadLetters").size()).isEqualTo(3);
		JsonNode rest = consumer.json(PATH + "?topic=shown&limit=3&cursor=" + page.get("next").asString());
		assertThat(rest.get("deadLetters").get(0).get("number")).isEqualTo(letters.get(3).get("number"));
		assertThat(rest.get("next").isNull()).isTrue();
		assertThat(letters.get(1).get("data").toString()).isEqualTo("{\"size\":6,\"cut\":false,\"json\":[\"\u00e4\"]}");
		assertThat(letters.get(3).get("data").get("base64").asString()).isEqualTo("/w==");
		assertThat(letters.get(3).get("id").isNull()).isTrue();
	}

	private void tellsOne(long number) {
		String body = consumer.get(PATH + "/" + number).body();
		assertThat(body).contains("\"json\":{\"n\":1.50}", "{\"name\":\"ce_id\",\"value\":{\"size\":3,\"cut\":false,");
		JsonNode letter = json.readTree(body);
		assertThat(letter.get("error").asString()).isEqualTo("s-1 is doomed");
		assertThat(letter.get("exception").asString()).endsWith("UnprocessableEvent");
		assertThat(letter.get("receipt").get("id").asString()).isEqualTo("s-1");
		assertThat(letter.get("attempts").asInt()).isEqualTo(1);
	}

	private void retriesOne(long number) {
		MortalHandler.pardon("s-1");
		HttpResponse<String> retried = consumer.post(PATH + "/" + number + "/retry", "");
		assertThat(retried.statusCode()).isEqualTo(200);
		assertThat(retried.body()).contains("\"state\":\"retried\"", "\"by\":\"127.0.0.1\"");
		assertProblem(consumer.post(PATH + "/" + number + "/retry", ""), 409, "was retried by 127.0.0.1 at 20");
		assertProblem(consumer.post(PATH + "/" + number + "/discard", "{\"reason\":\"late\"}"), 409, "was retried");
		assertThat(consumer.receipt("s-1").get("state").asString()).isEqualTo("processed");
	}

	private void discardsOne(long number) {
		String path = PATH + "/" + number + "/discard";
		assertProblem(consumer.post(path, "{}"), 400, "why");
		assertProblem(consumer.post(path, "{\"reason\":\" \"}"), 400, "why");
		assertProblem(consumer.post(path, "{"), 400, "Failed to read request");
		HttpResponse<String> discarded = consumer.post(path, "{\"reason\":\"a test order\"}");
		assertThat(discarded.statusCode()).isEqualTo(200);
		assertThat(discarded.body()).contains("\"state\":\"discarded\"", "\"reason\":\"a test order\"");
		assertProblem(consumer.post(path, "{\"reason\":\"again\"}"), 409, "was discarded by 127.0.0.1");
		assertThat(consumer.json("/api/v1/receipts/s-2").get("state").asString()).isEqualTo("dead");
	}

	private void refusesWhatIsWrong() {
		assertProblem(consumer.get(PATH + "/999999"), 404, "999999");
		assertProblem(consumer.post(PATH + "/999999/retry", ""), 404, "999999");
		assertProblem(consumer.get(PATH + "/retry"), 400, "number");
		assertProblem(consumer.get(PATH + "/0"), 400, "number");
		assertProblem(consumer.get(PATH + "?state=held"), 400, "state");
		assertProblem(consumer.get(PATH + "?reason=x"), 400, "reason");
		assertProblem(consumer.get(PATH + "?limit=1001"), 400, "limit");
		assertProblem(consumer.get(PATH + "?cursor=-1"), 400, "cursor");
		assertProblem(consumer.get(PATH + "?topc=x"), 400, "topc");
		assertProblem(consumer.get(PATH + "?id=%00"), 400, "U+0000");
		assertProblem(consumer.post(PATH + "/retry?rate=0", ""), 400, "rate");
		assertProblem(consumer.post(PATH + "/retry?rate=fast", ""), 400, "rate");
		assertProblem(consumer.post(PATH + "/retry?state=dead", ""), 400, "state");
	}

	@Test
	void letsOneOfManyOperatorsDecide() {
		MortalHandler.doom("c-1");
		send("contested", "c-1", "a", "{}");
		long number = awaitLetters("?topic=contested", 1).get(0).get("number").asLong();
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			String path = PATH + "/" + number + ((i % 2 == 0) ? "/retry" : "/discard");
			answers.add(CompletableFuture.supplyAsync(() -> consumer.post(path, "{\"reason\":\"mine\"}")));
		}
		assertThat(answers.stream().map((answer) -> answer.join().statusCode())).containsOnlyOnce(200)
			.containsOnly(200, 409);
	}

	@Test
	void retriesByFilterAtARate() {
		String[] ids = IntStream.range(0, 20).mapToObj((i) -> "f-" + i).toArray(String[]::new);
		MortalHandler.doom(ids);
		for (String id : ids) {
			send("scheduled", id, "k-" + id, "{}");
		}
		awaitLetters("?topic=scheduled", 20);
		MortalHandler.pardon(ids);
		JsonNode none = json.readTree(consumer.post(PATH + "/retry?topic=scheduled&error=nothing", "").body());
		assertThat(none.toString()).isEqualTo("{\"scheduled\":0,\"rate\":10.0,\"first\":null,\"last\":null}");
		JsonNode slow = json.readTree(consumer.post(PATH + "/retry?topic=scheduled&rate=0.01&limit=6", "").body());
		assertThat(slow.get("scheduled").asInt()).isEqualTo(6);
		Awaitility.await().until(() -> letters("?topic=scheduled&state=retried").size() == 1);
		assertThat(consumer.post(PATH + "/retry?topic=scheduled&rate=0.01&limit=1", "").statusCode()).isEqualTo(202);
		JsonNode fast = json.readTree(consumer.post(PATH + "/retry?topic=scheduled&rate=50&limit=15", "").body());
		Duration spread = Duration.between(Instant.parse(fast.get("first").asString()),
				Instant.parse(fast.get("last").asString()));
		assertThat(spread).isEqualTo(Duration.ofMillis(280));
		Awaitility.await().until(() -> letters("?topic=scheduled&state=scheduled").isEmpty());
		assertThat(letters("?topic=scheduled&state=retried").size()).isBetween(16, 17);
		assertThat(retriedInOrder()).isTrue();
		Awaitility.await().until(() -> effects("f-").size() >= 16);
		assertThat(effects("f-")).doesNotHaveDuplicates().startsWith("f-0");
		consumer.post(PATH + "/retry?topic=scheduled&rate=0.001", "");
		JsonNode off = json.readTree(consumer.delete(PATH + "/retry?topic=scheduled").body());
		assertThat(off.get("unscheduled").asInt()).isBetween(2, 4);
		assertThat(letters("?topic=scheduled&state=scheduled")).isEmpty();
	}

	@Test
	void handlesARetriedEventAfterWhatIsInFlightOfItsKey() throws Exception {
		MortalHandler.doom("r-1");
		send("revived", "r-1", "a", "{}");
		JsonNode letter = awaitLetters("?topic=revived&id=r-1", 1).get(0);
		MortalHandler.pardon("r-1");
		CountDownLatch gate = MortalHandler.holdAt("r-2");
		send("revived", "r-2", "a", "{}");
		Awaitility.await().until(() -> MortalHandler.isHeldAt("r-2"));
		CompletableFuture<HttpResponse<String>> retried = CompletableFuture
			.supplyAsync(() -> post(letter, "/retry", ""));
		awaitLockWait();
		assertThat(retried).isNotDone();
		gate.countDown();
		assertThat(retried.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		JsonNode receipt = consumer.receipt("r-1");
		assertThat(receipt.get("state").asString()).isEqualTo("processed");
		assertThat(receipt.get("attempts").asInt()).isEqualTo(2);
		assertThat(effects("r-")).containsExactly("r-2", "r-1");
	}

	private static void awaitLockWait() {
		Awaitility.await().until(() -> consumer.bean(JdbcTemplate.class).queryForObject("""
				select count(*) from pg_stat_activity
				where wait_event_type = 'Lock' and datname = current_database()""", Integer.class) > 0);
	}

	@Test
	void tellsEachDeathOfAnEventByItself(LocalCluster cluster) {
		MortalHandler.doom("d-1");
		send("revived", "d-1", "d", "{}");
		JsonNode first = awaitLetters("?topic=revived&id=d-1", 1).get(0);
		assertThat(post(first, "/retry", "").statusCode()).isEqualTo(200);
		JsonNode second = awaitLetters("?topic=revived&id=d-1&state=dead", 1).get(0);
		assertThat(second.get("number").asLong()).isGreaterThan(first.get("number").asLong());
		assertThat(second.get("death").asInt()).isEqualTo(2);
		assertThat(second.get("attempts").asInt()).isEqualTo(2);
		assertProblem(post(first, "/retry", ""), 409, "another dead letter: ask with ?id=d-1");
		assertThat(letters("?topic=revived&id=d-1")).hasSize(2);
		try (TwinTopic twin = new TwinTopic(cluster.bootstrapServers(), "revived-dlt")) {
			Set<String> published = new HashSet<>();
			Awaitility.await().until(() -> {
				twin.read(2)
					.forEach((death) -> published.add((String) TwinTopic.deathHeaders(death).get("ackline-death-id")));
				return published.containsAll(Set.of(first.get("deathId").asString(), second.get("deathId").asString()));
			});
		}
	}

	@Test
	void letsAHeldKeyGoOnWithItsFirstEventOrWithoutIt() {
		MortalHandler.fail("h-1");
		send("held", "h-1", "a", "{}");
		send("held", "h-2", "a", "{}");
		JsonNode letter = awaitLetters("?topic=held&state=dead", 1).get(0);
		assertThat(letter.get("reason").asString()).isEqualTo("exhausted");
		assertThat(letter.get("attempts").asInt()).isEqualTo(2);
		assertThat(letter.get("error").asString()).isEqualTo("h-1 fails");
		assertThat(consumer.json("/api/v1/receipts/h-2").get("state").asString()).isEqualTo("held");
		MortalHandler.pardon("h-1");
		MortalHandler.fail("h-3");
		send("held", "h-3", "a", "{}");
		send("held", "h-4", "a", "{}");
		assertThat(post(letter, "/retry", "").statusCode()).isEqualTo(200);
		JsonNode next = awaitLetters("?topic=held&state=dead", 1).get(0);
		assertThat(next.get("id").asString()).isEqualTo("h-3");
		assertThat(effects("h-")).containsExactly("h-1", "h-2");
		assertThat(post(next, "/discard", "{\"reason\":\"never mind\"}").statusCode()).isEqualTo(200);
		assertThat(consumer.receipt("h-4").get("state").asString()).isEqualTo("processed");
		assertThat(effects("h-")).containsExactly("h-1", "h-2", "h-4");
		assertThat(consumer.json("/api/v1/receipts/h-3").get("state").asString()).isEqualTo("dead");
		assertThat(consumer.bean(JdbcTemplate.class)
			.queryForObject("select count(*) from parked_events where topic = 'held'", Integer.class)).isZero();
	}

	private static boolean retriedInOrder() {
		List<Long> offsets = consumer.bean(JdbcTemplate.class)
			.queryForList(
					"""
							select "offset" from dead_letters where topic = 'scheduled' and state = 'retried' order by decided_at""",
					Long.class);
		return offsets.equals(offsets.stream().sorted().toList());
	}

	private static List<String> effects(String prefix) {
		return consumer.bean(JdbcTemplate.class)
			.queryForList("select id from effects where id like ? order by number", String.class, prefix + "%");
	}

	private static void send(String topic, String id, String key, String data) {
		topics.send(topic, 0, "mortal.event", id, key, data);
	}

	private static List<JsonNode> awaitLetters(String query, int count) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> letters(query).size() == count);
		return letters(query);
	}

	private static List<JsonNode> letters(String query) {
		return consumer.json(PATH + query).get("deadLetters").valueStream().toList();
	}

	private static List<String> states(String topic) {
		return letters("?topic=" + topic).stream().map((letter) -> letter.get("state").asString()).toList();
	}

	private static HttpResponse<String> post(JsonNode letter, String action, String body) {
		return consumer.post(PATH + "/" + letter.get("number").asLong() + action, body);
	}

	private static void assertProblem(HttpResponse<String> response, int status, String word) {
		assertThat(response.body()).contains(word).doesNotContain("Exception");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

}
