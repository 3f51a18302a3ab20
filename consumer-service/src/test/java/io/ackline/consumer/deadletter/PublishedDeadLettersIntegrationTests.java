package io.ackline.consumer.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.RunningConsumer;
import io.ackline.consumer.TestTopics;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.events.EventRecords;
import io.ackline.events.UndecodableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class PublishedDeadLettersIntegrationTests {

	private static final AtomicInteger tests = new AtomicInteger();

	private final Map<String, Object> properties = new HashMap<>();

	private String topic;

	private TestTopics topics;

	@BeforeEach
	void createTopics(LocalCluster cluster) {
		int test = tests.incrementAndGet();
		this.topic = "mortal-" + test;
		this.topics = new TestTopics(cluster.bootstrapServers());
		List<String> names = List.of("payments", "webhooks", "clicks", this.topic);
		names.forEach((name) -> this.topics.create(name, 2));
		this.topics.skip("mortals-" + test, names);
		this.properties.put("spring.kafka.bootstrap-servers", cluster.bootstrapServers());
		this.properties.put("spring.datasource.url", cluster.createDatabase("letters_" + test));
		this.properties.put("spring.datasource.username", cluster.jdbcUser());
		this.properties.put("spring.datasource.password", cluster.jdbcPassword());
		this.properties.put("spring.kafka.consumer.group-id", "mortals-" + test);
		this.properties.put("ackline.topics." + this.topic + ".default-type", "plain");
		this.properties.put("ackline.consumer.dead-letters.lease", "1s");
		this.properties.put("ackline.consumer.dead-letters.interval", "100ms");
	}

	@AfterEach
	void closeTopics() {
		this.topics.close();
	}

	@Test
	void publishesOnceThereIsATopicForThemAndAgainAfterAnEndBeforeTheMark(LocalCluster cluster) {
		try (RunningConsumer consumer = RunningConsumer.start(this.properties).ready()) {
			failFirstMark(consumer.bean(JdbcTemplate.class));
			RecordMetadata sent = sendUnprocessable("u-1");
			consumer.receipt("u-1");
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(health(consumer)).contains("\"unpublished\":1", "\"oldest\":",
						"waiting-for", this.topic + "-dlt"));
			this.topics.create(this.topic + "-dlt", 2);
			try (TwinTopic twin = new TwinTopic(cluster.bootstrapServers(), this.topic + "-dlt")) {
				List<ConsumerRecord<byte[], byte[]>> letters = twin.read(2);
				assertThat(letters).hasSize(2);
				ConsumerRecord<byte[], byte[]> letter = letters.get(0);
				assertThat(TwinTopic.deathHeaders(letter)).containsExactlyInAnyOrderEntriesOf(headers(consumer, sent));
				assertThat(letters.get(1).headers()).isEqualTo(letter.headers());
				assertThat(letter.partition()).isEqualTo(sent.partition());
				assertThat(letter.key()).asString().isEqualTo("k-1");
				assertThat(letter.value()).asString().isEqualTo("[]");
				assertThat(EventRecords.toEvent(letter, Uuid.ZERO_UUID, "x").id()).isEqualTo("u-1");
			}
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(health(consumer)).contains("\"unpublished\":0").doesNotContain("waiting-for"));
			assertThat(consumer.get("/actuator/prometheus").body()).contains(
					"ackline_dead_letters_published_total{reason=\"unprocessable\",topic=\"" + this.topic + "\"} 1.0",
					"ackline_dead_letters_unpublished{topic=\"" + this.topic + "\"}",
					"ackline_dead_letters{reason=\"unprocessable\",state=\"dead\",topic=\"" + this.topic + "\"}");
		}
	}

	/**
	 * Has the database refuse the first note of what was published: what a process leaves
	 * that ends right after Kafka's acknowledgement.
	 */
	private static void failFirstMark(JdbcTemplate jdbc) {
		jdbc.execute("create sequence marks");
		jdbc.execute("""
				create function fail_first_mark() returns trigger language plpgsql as $$
				begin
				  if nextval('marks') = 1 then raise 'ended' using errcode = '57P01'; end if;
				  return new;
				end $$""");
		jdbc.execute("""
				create trigger fail_first_mark before update of published_at on dead_letters
				for each row execute function fail_first_mark()""");
	}

	private Map<String, Object> headers(RunningConsumer consumer, RecordMetadata sent) {
		Map<String, Object> row = consumer.bean(JdbcTemplate.class)
			.queryForMap("select death_id::text, error from dead_letters where topic = ?", this.topic);
		Map<String, Object> headers = new HashMap<>();
		headers.put("kafka_dlt-original-topic", this.topic);
		headers.put("kafka_dlt-original-partition", sent.partition());
		headers.put("kafka_dlt-original-offset", sent.offset());
		headers.put("kafka_dlt-original-timestamp", sent.timestamp());
		headers.put("kafka_dlt-original-timestamp-type", "CreateTime");
		headers.put("kafka_dlt-original-consumer-group", this.properties.get("spring.kafka.consumer.group-id"));
		headers.put("kafka_dlt-exception-fqcn", UnprocessableEvent.class.getName());
		headers.put("kafka_dlt-exception-cause-fqcn", "tools.jackson.databind.exc.MismatchedInputException");
		headers.put("kafka_dlt-exception-message", row.get("error"));
		headers.put("retry_topic-attempts", 1);
		headers.put("ackline-death-id", row.get("death_id"));
		headers.put("ackline-reason", "unprocessable");
		return headers;
	}

	@Test
	void keepsEveryKindOfDeathUntilKafkaTakesIt(LocalCluster cluster) {
		this.topics.create(this.topic + "-dlt", 1,
				Map.of("min.insync.replicas", "3", "max.message.bytes", String.valueOf((1024 + 256) * 1024)));
		try (RunningConsumer consumer = RunningConsumer.start(this.properties).ready();
				TwinTopic twin = new TwinTopic(cluster.bootstrapServers(), this.topic + "-dlt")) {
			cluster.kill("broker-3");
			try {
				String large = "[\"%s\"]".formatted("x".repeat(900_000));
				this.topics.send(this.topic, 1, "payment.captured", "large", "k-1", large);
				this.topics.send(undecodable());
				this.topics.send(this.topic, 1, "plain", "once", "k-1", "1");
				this.topics.send(this.topic, 1, "plain", "once", "k-1", "2");
				Awaitility.await()
					.atMost(Duration.ofSeconds(40))
					.untilAsserted(
							() -> assertThat(health(consumer)).contains("\"unpublished\":3", "waiting-for", "\"UP\""));
			}
			finally {
				cluster.start("broker-3");
			}
			List<ConsumerRecord<byte[], byte[]>> letters = twin.read(3);
			assertThat(letters.stream().map(TwinTopic::deathHeaders).map((headers) -> headers.get("ackline-reason")))
				.contains("unprocessable", "undecodable", "id-conflict");
			ConsumerRecord<byte[], byte[]> undecodable = letters.stream()
				.filter((letter) -> letter.key().length == 1)
				.findFirst()
				.orElseThrow();
			assertThat(undecodable.key()).isEqualTo(new byte[] { -1 });
			assertThat(undecodable.headers().lastHeader("ce_specversion").value()).isNull();
			assertThat(TwinTopic.deathHeaders(undecodable))
				.containsEntry("kafka_dlt-exception-fqcn", UndecodableRecord.class.getName())
				.containsEntry("kafka_dlt-original-partition", 1)
				.containsEntry("retry_topic-attempts", 0);
			assertThat(letters.stream().mapToInt((letter) -> letter.value().length).max()).hasValue(900_004);
		}
	}

	private ProducerRecord<byte[], byte[]> undecodable() {
		ProducerRecord<byte[], byte[]> undecodable = new ProducerRecord<>(this.topic, 1, new byte[] { -1 },
				"x".getBytes(StandardCharsets.UTF_8));
		undecodable.headers().add("ce_specversion", null);
		return undecodable;
	}

	private RecordMetadata sendUnprocessable(String id) {
		return this.topics.send(this.topic, 1, "payment.captured", id, "k-1", "[]");
	}

	private static String health(RunningConsumer consumer) {
		return consumer.get("/actuator/health/deadLetters").body();
	}

}
