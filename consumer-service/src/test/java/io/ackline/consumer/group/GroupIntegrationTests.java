package io.ackline.consumer.group;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.FlakyHandler;
import io.ackline.consumer.RunningConsumer;
import io.ackline.consumer.TestTopics;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class GroupIntegrationTests {

	private static final JsonMapper json = new JsonMapper();

	private static final AtomicInteger tests = new AtomicInteger();

	private final Map<String, Object> properties = new HashMap<>();

	private String topic;

	private TestTopics topics;

	@BeforeEach
	void createTopics(LocalCluster cluster) {
		int test = tests.incrementAndGet();
		this.topic = "grouped-" + test;
		this.topics = new TestTopics(cluster.bootstrapServers());
		List<String> shipped = List.of("payments", "webhooks", "clicks");
		shipped.forEach((name) -> this.topics.create(name, 1));
		this.topics.skip("grouped-" + test, shipped);
		this.topics.create(this.topic, 2);
		this.properties.put("spring.kafka.bootstrap-servers", cluster.bootstrapServers());
		this.properties.put("spring.datasource.url", cluster.createDatabase("grouped_" + test));
		this.properties.put("spring.datasource.username", cluster.jdbcUser());
		this.properties.put("spring.datasource.password", cluster.jdbcPassword());
		this.properties.put("spring.kafka.consumer.group-id", "grouped-" + test);
		this.properties.put("ackline.topics." + this.topic + ".default-type", "flaky.default");
		this.properties.put("ackline.consumer.listener.concurrency", "1");
		FlakyHandler.heal();
	}

	@AfterEach
	void closeTopics() {
		FlakyHandler.heal();
		this.topics.close();
	}

	private RunningConsumer start() {
		return RunningConsumer.start(this.properties, FlakyHandler.class);
	}

	private long send(int partition, String id) {
		return this.topics.send(this.topic, partition, "flaky.event", id, "k", "{}").offset();
	}

	@Test
	void tellsMembersAssignmentAndLag() {
		this.properties.put("ackline.consumer.listener.concurrency", "2");
		FlakyHandler.holdAt("slow");
		try (RunningConsumer consumer = start().ready()) {
			send(0, "a");
			consumer.receipt("a");
			send(1, "slow");
			send(1, "behind");
			Awaitility.await().until(() -> FlakyHandler.isHeldAt("slow"));
			JsonNode group = group(consumer);
			assertThat(group.get("group").asString()).isEqualTo(this.properties.get("spring.kafka.consumer.group-id"));
			consumer.requireDescribed("Group", group);
			consumer.requireDescribed("Group/properties/members/items", group.get("members").get(0));
			consumer.requireDescribed("Group/properties/partitions/items", group.get("partitions").get(0));
			assertThat(group.get("state").asString()).isEqualTo("stable");
			assertThat(group.get("members").size()).isEqualTo(2);
			assertThat(group.get("members").get(0).get("host").asString()).isEqualTo("127.0.0.1");
			assertThat(group.get("unknown").isEmpty()).isTrue();
			assertThat(group.get("lag").asLong()).isEqualTo(2);
			JsonNode done = partition(consumer, 0);
			assertThat(done.get("next").asLong()).isEqualTo(1);
			assertThat(done.get("lag").asLong()).isZero();
			assertThat(done.get("start").asLong()).isZero();
			JsonNode behind = partition(consumer, 1);
			assertThat(behind.get("lag").asLong()).isEqualTo(2);
			assertThat(behind.get("end").asLong()).isEqualTo(2);
			assertThat(members(group)).contains(behind.get("member").asString());
			consumer.bean(GroupLag.class).look().join();
			assertThat(consumer.get("/actuator/prometheus").body())
				.contains("ackline_group_lag{partition=\"1\",topic=\"%s\"} 2.0".formatted(this.topic));
			Awaitility.await()
				.untilAsserted(() -> assertThat(partition(consumer, 0).get("committed").asLong()).isEqualTo(1));
			FlakyHandler.heal();
			consumer.receipt("behind");
		}
	}

	private static List<String> members(JsonNode group) {
		return StreamSupport.stream(group.get("members").spliterator(), false)
			.map((member) -> member.get("memberId").asString())
			.toList();
	}

	private static String state(RunningConsumer consumer, String id) {
		return consumer.json("/api/v1/receipts/" + id).path("state").asString("");
	}

	private JsonNode group(RunningConsumer consumer) {
		return consumer.json("/api/v1/group");
	}

	private JsonNode partition(RunningConsumer consumer, int partition) {
		return StreamSupport.stream(group(consumer).get("partitions").spliterator(), false)
			.filter((one) -> one.get("topic").asString().equals(this.topic)
					&& one.get("partition").asInt() == partition)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void staysPausedForAllInstancesAndAcrossRestartsUntilItIsResumed() {
		this.properties.put("ackline.consumer.retry.first-back-off", "200ms");
		FlakyHandler.failFor("parked");
		try (RunningConsumer one = start().ready()) {
			send(0, "a");
			send(1, "parked");
			one.receipt("a");
			Awaitility.await().until(() -> state(one, "parked").equals("retrying"));
			assertThat(one.post("/api/v1/group/pause?topic=" + this.topic, "").body())
				.isEqualTo("{\"paused\":[\"" + this.topic + "\"]}");
			assertThat(one.post("/api/v1/group/pause", "").body()).contains("*");
			assertThat(one.post("/api/v1/group/resume?topic=" + this.topic, "").statusCode()).isEqualTo(409);
		}
		FlakyHandler.heal();
		try (RunningConsumer one = start().ready(); RunningConsumer other = start().ready()) {
			assertThat(one.health().toString()).contains("\"paused\":[\"*\"");
			send(0, "b");
			this.topics.send("webhooks", 0, "github.push", this.topic + "-w", "k", "{}");
			Awaitility.await()
				.during(Duration.ofSeconds(1))
				.atMost(Duration.ofSeconds(3))
				.until(() -> one.get("/api/v1/receipts/b").statusCode() == 404
						&& state(one, "parked").equals("retrying"));
			assertThat(partition(one, 0).get("paused").asBoolean()).isTrue();
			assertThat(partition(one, 0).get("lag").asLong()).isEqualTo(1);
			other.post("/api/v1/group/resume", "");
			assertThat(other.post("/api/v1/group/pause?topic=webhooks", "").statusCode()).isEqualTo(200);
			assertThat(one.receipt("b").get("state").asString()).isEqualTo("processed");
			Awaitility.await().until(() -> state(one, "parked").equals("processed"));
			assertThat(one.get("/api/v1/receipts/" + this.topic + "-w").statusCode()).isEqualTo(404);
			other.post("/api/v1/group/resume?topic=webhooks", "");
			one.receipt(this.topic + "-w");
		}
	}

	@Test
	void movesBackAndSkipsWhatTheInboxStillKnows() {
		try (RunningConsumer consumer = start().ready()) {
			for (int i = 0; i < 6; i++) {
				send(0, "e-" + i);
			}
			consumer.receipt("e-5");
			forget(consumer, "e-3");
			String order = "{\"topic\":\"%s\",\"partition\":0,\"to\":%s,\"dryRun\":%s}";
			assertThat(consumer.post("/api/v1/group/offsets", order.formatted(this.topic, "2", "true")).body())
				.isEqualTo(
						"{\"dryRun\":true,\"moves\":[{\"topic\":\"%s\",\"partition\":0,\"from\":6,\"to\":2,\"readAgain\":4,\"skipped\":3,\"handled\":1,\"leftOut\":0}]}"
							.formatted(this.topic));
			assertThat(consumer.get("/api/v1/receipts/e-3").statusCode()).isEqualTo(404);
			assertThat(consumer.post("/api/v1/group/offsets", order.formatted(this.topic, "2", "false")).statusCode())
				.isEqualTo(200);
			assertThat(consumer.receipt("e-3").get("attempts").asInt()).isEqualTo(1);
			Awaitility.await()
				.untilAsserted(() -> assertThat(partition(consumer, 0).get("next").asLong()).isEqualTo(6));
			assertThat(consumer.bean(JdbcTemplate.class).queryForObject("select count(*) from gaps", Integer.class))
				.isZero();
		}
	}

	private static void forget(RunningConsumer consumer, String id) {
		consumer.bean(JdbcTemplate.class).update("delete from receipts where id = ?", id);
	}

	@Test
	void movesForwardOverAnEventAndRecordsWhatIsLeftOut() {
		FlakyHandler.failFor("bad");
		try (RunningConsumer consumer = start().ready()) {
			consumer.post("/api/v1/group/pause", "");
			send(0, "left-out");
			Instant later = Instant.now().plusMillis(1);
			Awaitility.await().until(() -> Instant.now().isAfter(later));
			send(0, "read");
			send(1, "other");
			HttpResponse<String> moved = consumer.post("/api/v1/group/offsets",
					"{\"topic\":\"%s\",\"to\":\"%s\"}".formatted(this.topic, later));
			assertThat(json.readTree(moved.body()).get("moves").get(0).get("leftOut").asInt()).isEqualTo(1);
			assertThat(json.readTree(moved.body()).get("moves").get(1).get("leftOut").asInt()).isZero();
			consumer.post("/api/v1/group/resume", "");
			assertThat(consumer.receipt("read").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.receipt("other").get("state").asString()).isEqualTo("processed");
			assertThat(consumer.get("/api/v1/receipts/left-out").statusCode()).isEqualTo(404);
			assertThat(consumer.health().toString()).contains("\"from\":0", "\"to\":1", "\"reason\":\"moved\"");
		}
	}

	@Test
	void movesNowhereThatCannotBeReadOnceOnly() {
		try (RunningConsumer consumer = start().ready()) {
			for (int i = 0; i < 4; i++) {
				send(0, "e-" + i);
			}
			consumer.receipt("e-3");
			JdbcTemplate jdbc = consumer.bean(JdbcTemplate.class);
			jdbc.update("update partition_progress set purged_through = 1 where topic = ? and partition = 0",
					this.topic);
			assertThat(move(consumer, "0,\"to\":1")).contains("\"status\":409", "from offset 2", "purged", "to 4");
			assertThat(move(consumer, "0,\"to\":5")).contains("\"status\":409", "log's end");
			assertThat(move(consumer, "0,\"to\":\"earliest\"")).contains("\"to\":2", "\"skipped\":2");
			assertThat(move(consumer, "7,\"to\":0")).contains("\"status\":404", "no partition 7");
			assertThat(move(consumer, "0,\"to\":\"yesterday\"")).contains("\"status\":400", "yesterday");
			assertThat(move(consumer, "0,\"to\":-1")).contains("\"status\":400", "-1");
			assertThat(move(consumer, "null,\"to\":1")).contains("\"status\":400", "partition");
			assertThat(move(consumer, "0,\"to\":1,\"dryrun\":true")).contains("\"status\":400", "dryrun");
			assertThat(consumer.post("/api/v1/group/offsets", "{").body()).contains("\"status\":400");
			assertThat(consumer.post("/api/v1/group/pause?topic=none", "").body()).contains("\"status\":404", "none");
			assertThat(consumer.get("/api/v1/group?topic=none").statusCode()).isEqualTo(400);
		}
	}

	private String move(RunningConsumer consumer, String order) {
		return consumer
			.post("/api/v1/group/offsets", "{\"topic\":\"%s\",\"partition\":%s}".formatted(this.topic, order))
			.body();
	}

	@Test
	void isNotMovedBackByTheShareThatIsInFlight() {
		try (RunningConsumer consumer = start().ready()) {
			for (int i = 0; i < 3; i++) {
				send(0, "e-" + i);
			}
			consumer.receipt("e-2");
			FlakyHandler.holdAt("slow");
			send(0, "slow");
			Awaitility.await().until(() -> FlakyHandler.isHeldAt("slow"));
			assertThat(move(consumer, "0,\"to\":1")).contains("\"status\":503", "pause the topic");
			assertThat(partition(consumer, 0).get("next").asLong()).isEqualTo(3);
			FlakyHandler.heal();
			consumer.receipt("slow");
			assertThat(move(consumer, "0,\"to\":1")).contains("\"from\":4", "\"readAgain\":3");
		}
	}

	@Test
	void tellsWhatItDoesNotKnowWhileTheDatabaseIsStopped(LocalCluster cluster) {
		try (RunningConsumer consumer = start().ready()) {
			send(0, "a");
			consumer.receipt("a");
			cluster.pause("postgres");
			try {
				long start = System.nanoTime();
				JsonNode group = group(consumer);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
				assertThat(group.get("unknown").propertyNames()).containsExactly("database");
				assertThat(group.get("members").size()).isEqualTo(1);
				assertThat(group.get("lag").isNull()).isTrue();
				assertThat(partition(consumer, 0).get("end").asLong()).isEqualTo(1);
			}
			finally {
				cluster.resume("postgres");
			}
			consumer.ready();
			send(0, "b");
			consumer.receipt("b");
			Awaitility.await().untilAsserted(() -> assertThat(group(consumer).get("lag").asLong()).isZero());
		}
	}

	@Test
	void tellsWhatItDoesNotKnowWhileKafkaIsAway() {
		this.properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:1");
		try (RunningConsumer consumer = start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(group(consumer).get("unknown").propertyNames())
					.containsExactly("committed", "logs", "members"));
			assertThat(group(consumer).get("members").isNull()).isTrue();
			assertThat(move(consumer, "0,\"to\":1")).contains("\"status\":503", "Kafka");
		}
	}

}
