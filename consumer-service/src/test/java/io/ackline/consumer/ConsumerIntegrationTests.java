package io.ackline.consumer;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class ConsumerIntegrationTests {

	private static final AtomicInteger tests = new AtomicInteger();

	private final Map<String, Object> properties = new HashMap<>();

	private String topic;

	private String group;

	private TestTopics topics;

	@BeforeEach
	void createTopics(LocalCluster cluster) {
		int test = tests.incrementAndGet();
		this.topic = "topic-" + test;
		this.group = "group-" + test;
		this.topics = new TestTopics(cluster.bootstrapServers());
		this.topics.create("payments", 2);
		this.topics.create("webhooks", 1);
		this.topics.create("clicks", 1);
		this.topics.skip(this.group, List.of("payments", "webhooks", "clicks"));
		this.topics.create(this.topic, 2);
		this.properties.put("spring.kafka.bootstrap-servers", cluster.bootstrapServers());
		this.properties.put("spring.datasource.url", cluster.createDatabase("consumer_" + test));
		this.properties.put("spring.datasource.username", cluster.jdbcUser());
		this.properties.put("spring.datasource.password", cluster.jdbcPassword());
		this.properties.put("spring.kafka.consumer.group-id", this.group);
		this.properties.put("ackline.topics." + this.topic + ".default-type", "flaky.default");
		this.properties.put("ackline.consumer.listener.max-back-off", "1s");
		this.properties.put("spring.datasource.hikari.connection-timeout", "1000");
		FlakyHandler.heal();
	}

	@AfterEach
	void closeTopics() {
		this.topics.close();
	}

	private RunningConsumer start() {
		return RunningConsumer.start(this.properties, FlakyHandler.class);
	}

	private RecordMetadata send(int partition, String id) {
		return send(partition, id, "k");
	}

	private RecordMetadata send(int partition, String id, String key) {
		return this.topics.send(this.topic, partition, "flaky.event", id, key, "{}");
	}

	@Test
	void tellsWhatBecameOfEvents() {
		try (RunningConsumer consumer = start().ready()) {
			this.topics.send("payments", 0, "payment.captured", "p-1", "a/1", payment("a/1", 1299));
			this.topics.send("payments", 0, "payment.refunded", "p/2", "a/1", payment("a/1", 300));
			this.topics.send("payments", 0, "payment.captured", "p-3", "a/1", "{\"account\":\"a/1\",\"amount\":1.5}");
			this.topics.send("payments", 0, "payment.captured", "p-4", "a/2",
					"{\"account\":\"a/2\",\"amount\":1.0,\"currency\":\"EUR\"}");
			RecordMetadata plain = this.topics
				.send(new ProducerRecord<>(this.topic, 0, null, "{}".getBytes(StandardCharsets.UTF_8)));
			JsonNode receipt = consumer.receipt("p-1");
			assertThat(receipt.get("state").asString()).isEqualTo("processed");
			assertThat(receipt.get("type").asString()).isEqualTo("payment.captured");
			assertThat(receipt.get("attempts").asInt()).isEqualTo(1);
			assertThat(receipt.get("latencyMs").asLong()).isBetween(0L, 60_000L);
			consumer.requireDescribed("Receipt", receipt);
			assertThat(consumer.receipt("p/2").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.receipt("p%2F2").get("id").asString()).isEqualTo("p/2");
			assertThat(consumer.receipt("p-3").get("state").asString()).isEqualTo("dead");
			assertThat(consumer.receipt("p-3").get("error").asString()).contains("payment.captured");
			assertThat(consumer.receipt("p-4").get("state").asString()).as("1.0 is an integer").isEqualTo("processed");
			assertThat(consumer.json("/api/v1/accounts/a%2F2").at("/balances/EUR").asInt()).isEqualTo(1);
			JsonNode account = consumer.json("/api/v1/accounts/a%2F1");
			assertThat(account.toString())
				.startsWith("{\"account\":\"a/1\",\"balances\":{\"EUR\":999},\"events\":2,\"chain\":\"");
			JsonNode ofPlain = consumer.receipt("0-" + plain.offset());
			assertThat(ofPlain.get("type").asString()).isEqualTo("flaky.default");
			assertThat(ofPlain.get("source").asString()).startsWith("/kafka/");
			tellsLists(consumer, plain);
			tellsProblems(consumer);
			assertThat(consumer.get("/actuator/prometheus").body()).contains("ackline_events_processed_total",
					"ackline_inbox_transaction_seconds_bucket", "ackline_events_latency_seconds_bucket",
					"ackline_inbox_batch_count");
			Awaitility.await()
				.untilAsserted(() -> assertThat(
						this.topics.committed(this.group).get(new TopicPartition(this.topic, 0)).offset())
					.isEqualTo(plain.offset() + 1));
		}
	}

	private void tellsLists(RunningConsumer consumer, RecordMetadata plain) {
		JsonNode first = consumer.json("/api/v1/receipts?topic=payments&key=a/1&limit=2");
		assertThat(first.get("receipts").size()).isEqualTo(2);
		JsonNode second = consumer
			.json("/api/v1/receipts?topic=payments&key=a/1&limit=2&cursor=" + first.get("next").asString());
		assertThat(second.get("receipts").get(0).get("id").asString()).isEqualTo("p-3");
		assertThat(second.get("next").isNull()).isTrue();
		String position = "/api/v1/receipts?topic=" + this.topic + "&partition=0&offset=";
		assertThat(consumer.json(position + plain.offset()).get("receipts").get(0).get("state").asString())
			.isEqualTo("processed");
		assertThat(consumer.json(position + (plain.offset() + 1)).get("receipts").get(0).get("state").asString())
			.isEqualTo("pending");
		assertThat(consumer.json("/api/v1/receipts?topic=none&partition=0&offset=0").get("receipts").size()).isZero();
		assertThat(consumer.json("/api/v1/receipts?state=dead&id=p-3").get("receipts").size()).isEqualTo(1);
	}

	private void tellsProblems(RunningConsumer consumer) {
		this.topics.send("webhooks", 0, "github.push", "p-1", "k", "{}");
		Awaitility.await().untilAsserted(() -> assertProblem(consumer.get("/api/v1/receipts/p-1"), 409, "source"));
		assertProblem(consumer.get("/api/v1/receipts/never"), 404, "never");
		assertProblem(consumer.get("/api/v1/receipts/never?wait=1h"), 400, "wait");
		assertProblem(consumer.get("/api/v1/accounts/none"), 404, "none");
		assertProblem(consumer.get("/api/v1/receipts?stat=dead"), 400, "stat");
		assertProblem(consumer.get("/api/v1/receipts?limit=0"), 400, "limit");
		assertProblem(consumer.get("/api/v1/receipts?offset=1"), 400, "offset");
		assertProblem(consumer.get("/api/v1/receipts?cursor=x"), 400, "cursor");
		assertProblem(consumer.get("/api/v1/nothing"), 404, "nothing");
	}

	private static void assertProblem(HttpResponse<String> response, int status, String word) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).contains("\"status\":" + status, word).doesNotContain("Exception");
	}

	private static String payment(String account, int amount) {
		return "{\"account\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}".formatted(account, amount);
	}

	@Test
	void goesOnFromItsProgressWhateverBecomesOfTheGroupsOffsets() {
		send(0, "a");
		try (RunningConsumer consumer = start()) {
			assertThat(consumer.receipt("a").get("state").asString()).isEqualTo("processed");
		}
		RecordMetadata last = send(0, "b");
		this.topics.moveGroup(this.group, this.topic, 0, last.offset() + 1);
		try (RunningConsumer consumer = start()) {
			assertThat(consumer.receipt("b").get("state").asString()).isEqualTo("processed");
		}
		send(0, "c");
		this.topics.forgetGroup(this.group);
		try (RunningConsumer consumer = start()) {
			assertThat(consumer.receipt("c").get("state").asString()).isEqualTo("processed");
			assertThat(progress(consumer)).isEqualTo("3 4");
		}
	}

	/**
	 * Returns the next offset and the revision, which tells how often there was a
	 * transaction.
	 */
	private String progress(RunningConsumer consumer) {
		return consumer.bean(JdbcTemplate.class).queryForObject("""
				select next_offset || ' ' || revision from partition_progress
				where topic = ? and partition = 0""", String.class, this.topic);
	}

	@Test
	void noticesThatRecordsWereDeletedWhileItWasAway() {
		send(0, "a");
		try (RunningConsumer consumer = start()) {
			consumer.receipt("a");
		}
		for (String id : new String[] { "b", "c", "d" }) {
			send(0, id);
		}
		this.topics.deleteRecords(this.topic, 0, 3);
		try (RunningConsumer consumer = start()) {
			assertThat(consumer.receipt("d").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.get("/api/v1/receipts/b").statusCode()).isEqualTo(404);
			assertThat(consumer.ready().health().toString()).contains("\"from\":1", "\"to\":3",
					"\"reason\":\"deleted\"");
			assertThat(consumer.get("/actuator/prometheus").body()).contains("ackline_gaps_total");
		}
	}

	@Test
	void noticesThatRetentionOvertookAPartitionThatWaitsForAMendedWorld() {
		this.properties.put("ackline.consumer.retry.breaker-keys", 1);
		FlakyHandler.failFor("bad");
		try (RunningConsumer consumer = start().ready()) {
			send(0, "bad");
			send(0, "behind");
			send(1, "other");
			assertThat(consumer.receipt("other").get("state").asString()).isEqualTo("processed");
			Awaitility.await()
				.untilAsserted(() -> assertThat(consumer.health().toString()).contains("\"blocked-at\":0", "bad fails",
						"\"status\":\"UP\""));
			assertThat(consumer.get("/api/v1/receipts/behind").statusCode()).isEqualTo(404);
			this.topics.deleteRecords(this.topic, 0, 1);
			assertThat(consumer.receipt("behind").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.health().toString()).contains("\"reason\":\"deleted\"");
		}
	}

	@Test
	void noticesThatRetentionOvertookItsPositionWhileItWasBusy() {
		FlakyHandler.holdAt("slow");
		try (RunningConsumer consumer = start().ready()) {
			send(0, "slow");
			Awaitility.await().until(() -> FlakyHandler.isHeldAt("slow"));
			for (int i = 1; i < 10; i++) {
				send(0, "r-" + i);
			}
			this.topics.deleteRecords(this.topic, 0, 9);
			FlakyHandler.heal();
			assertThat(consumer.receipt("r-9").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.receipt("slow").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.ready().health().toString()).contains("\"to\":9", "\"reason\":\"deleted\"");
		}
	}

	@Test
	void triesTheEventsOfAFailingKeyAgainInOrderWhileOthersGoOn() {
		this.properties.put("ackline.consumer.retry.first-back-off", "100ms");
		this.properties.put("ackline.consumer.retry.max-back-off", "500ms");
		this.properties.put("ackline.consumer.retry.max-attempts", 1000);
		FlakyHandler.failFor("bad");
		try (RunningConsumer consumer = start().ready()) {
			this.topics.send(this.topic, 0, "payment.captured", "first", "poisoned", payment("queue", 1));
			send(0, "bad", "poisoned");
			this.topics.send(this.topic, 0, "payment.captured", "behind", "poisoned", payment("queue", 2));
			send(0, "other", "sound");
			assertThat(consumer.receipt("other").get("state").asString()).isEqualTo("processed");
			Awaitility.await().untilAsserted(() -> {
				JsonNode bad = consumer.json("/api/v1/receipts/bad");
				assertThat(bad.get("state").asString()).isEqualTo("retrying");
				assertThat(bad.get("attempts").asInt()).isGreaterThan(2);
				assertThat(bad.get("error").asString()).isEqualTo("bad fails");
				assertThat(bad.get("nextAttempt").asString()).isNotEmpty();
			});
			assertThat(consumer.json("/api/v1/receipts/behind").get("state").asString()).isEqualTo("retrying");
			assertThat(consumer.json("/api/v1/receipts/behind").get("attempts").asInt()).isZero();
			assertThat(consumer.health().toString()).doesNotContain("waiting");
			assertThat(consumer.get("/actuator/prometheus").body())
				.contains("ackline_events_parked_total{topic=\"%s\"} 2.0".formatted(this.topic))
				.contains("ackline_parked_keys{", "ackline_parked_oldest_age_seconds{");
			FlakyHandler.heal();
			assertThat(consumer.receipt("behind").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.receipt("bad").get("attempts").asInt()).isGreaterThan(2);
			assertThat(consumer.json("/api/v1/accounts/queue").get("events").asInt()).isEqualTo(2);
		}
	}

	@Test
	void countsWhatBecomesOfEvents() {
		this.properties.put("ackline.consumer.retry.first-back-off", "50ms");
		this.properties.put("ackline.consumer.retry.max-back-off", "100ms");
		this.properties.put("ackline.consumer.retry.max-attempts", 3);
		FlakyHandler.failFor("bad");
		send(0, "once", "sound");
		send(0, "once", "sound");
		send(0, "bad", "poisoned");
		send(0, "behind", "poisoned");
		try (RunningConsumer consumer = start().ready()) {
			assertThat(consumer.receipt("bad").get("state").asString()).isEqualTo("dead");
			assertThat(consumer.receipt("behind").get("state").asString()).isEqualTo("processed");
			String ofTopic = "{topic=\"%s\"} ".formatted(this.topic);
			Awaitility.await()
				.untilAsserted(() -> assertThat(consumer.get("/actuator/prometheus").body().lines()).contains(
						"ackline_events_processed_total" + ofTopic + "1.0",
						"ackline_events_duplicate_total" + ofTopic + "1.0",
						"ackline_events_parked_total" + ofTopic + "2.0",
						"ackline_events_retried_total" + ofTopic + "1.0",
						"ackline_events_dead_total{reason=\"exhausted\",topic=\"%s\"} 1.0".formatted(this.topic),
						"ackline_handler_failures_total" + ofTopic + "3.0"));
		}
	}

	@Test
	void holdsTheKeyOfAnExhaustedEventWhereItsTopicSaysSo() {
		this.properties.put("ackline.consumer.retry.first-back-off", "50ms");
		this.properties.put("ackline.consumer.retry.max-attempts", 2);
		this.properties.put("ackline.topics." + this.topic + ".on-exhausted", "hold-key");
		FlakyHandler.failFor("bad");
		try (RunningConsumer consumer = start().ready()) {
			send(0, "bad", "poisoned");
			Awaitility.await()
				.untilAsserted(() -> assertThat(consumer.json("/api/v1/receipts?state=held").get("receipts").size())
					.isEqualTo(1));
			send(0, "behind", "poisoned");
			send(0, "other", "sound");
			assertThat(consumer.receipt("other").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.json("/api/v1/receipts/behind").get("state").asString()).isEqualTo("held");
			FlakyHandler.heal();
			JsonNode letter = consumer.json("/api/v1/dead-letters?id=bad").get("deadLetters").get(0);
			assertThat(letter.get("state").asString()).isEqualTo("dead");
			String path = "/api/v1/dead-letters/" + letter.get("number").asLong();
			assertThat(consumer.post(path + "/retry", "").statusCode()).isEqualTo(200);
			assertThat(consumer.receipt("behind").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.receipt("bad").get("attempts").asInt()).isEqualTo(3);
			assertThat(consumer.json(path).get("state").asString()).isEqualTo("retried");
		}
	}

	@Test
	void readsATopicThatIsMadeAgainFromItsStart() {
		try (RunningConsumer consumer = start().ready()) {
			send(0, "a");
			send(0, "b");
			consumer.receipt("b");
			this.topics.delete(this.topic);
			this.topics.create(this.topic, 2);
			send(0, "c");
			assertThat(consumer.receipt("c").get("offset").asInt()).isZero();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(consumer.health().toString()).contains("\"reason\":\"recreated\""));
		}
	}

	@Test
	void waitsForTheDatabaseAndGoesOn(LocalCluster cluster) {
		try (RunningConsumer consumer = start().ready()) {
			cluster.stop("postgres");
			try {
				send(0, "a");
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.untilAsserted(
							() -> assertThat(consumer.get("/actuator/health/readiness").statusCode()).isEqualTo(503));
				assertProblem(consumer.get("/api/v1/receipts/a"), 503, "database");
			}
			finally {
				cluster.start("postgres");
			}
			consumer.ready();
			assertThat(consumer.receipt("a").get("state").asString()).isEqualTo("processed");
		}
	}

	@Test
	void sharesThePartitionsWithAnotherInstance() {
		try (RunningConsumer one = start().ready()) {
			for (int i = 0; i < 50; i++) {
				this.topics.send(this.topic, i % 2, "payment.captured", "m-" + i, "a-" + (i % 2),
						payment("moved-" + (i % 2), 1));
			}
			try (RunningConsumer other = start().ready()) {
				for (int i = 50; i < 100; i++) {
					this.topics.send(this.topic, i % 2, "payment.captured", "m-" + i, "a-" + (i % 2),
							payment("moved-" + (i % 2), 1));
				}
				other.receipt("m-98");
				other.receipt("m-99");
			}
			this.topics.send(this.topic, 0, "payment.captured", "m-100", "a-0", payment("moved-0", 1));
			one.receipt("m-100");
			assertThat(one.json("/api/v1/accounts/moved-0").get("events").asInt()).isEqualTo(51);
			assertThat(one.json("/api/v1/accounts/moved-1").get("events").asInt()).isEqualTo(50);
		}
	}

	@Test
	void startsWhileNothingThatItNeedsIsThere() {
		this.properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:1");
		this.properties.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none");
		try (RunningConsumer consumer = start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(consumer.health().toString()).contains("\"status\":\"DOWN\"",
						"the database is away"));
			assertThat(consumer.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
		}
	}

}
