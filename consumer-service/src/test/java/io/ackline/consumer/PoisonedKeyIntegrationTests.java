package io.ackline.consumer;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.handler.EventHandler;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one key among a thousand that always fails costs the others: the time from the
 * making of an event to the commit of its effect, with it and without, in turns.
 */
@Tag("full")
@WithLocalCluster
class PoisonedKeyIntegrationTests {

	private static final Logger log = LoggerFactory.getLogger(PoisonedKeyIntegrationTests.class);

	private static final String TOPIC = "poison";

	private static final int PARTITIONS = 4;

	private static final int KEYS = 1000;

	private static final int EVENTS = 6000;

	private static final Duration EACH = Duration.ofMillis(1);

	private static final int ROUNDS = 7;

	private static final Queue<Long> latencies = new ConcurrentLinkedQueue<>();

	private static volatile boolean poisoned;

	@Test
	void delaysOtherKeysByLessThanHalf(LocalCluster cluster) {
		try (TestTopics topics = new TestTopics(cluster.bootstrapServers())) {
			List.of("payments", "webhooks", "clicks").forEach((topic) -> topics.create(topic, 1));
			topics.create(TOPIC, PARTITIONS);
		}
		Map<String, Object> properties = Map.of("spring.kafka.bootstrap-servers", cluster.bootstrapServers(),
				"spring.datasource.url", cluster.createDatabase("poison"), "spring.datasource.username",
				cluster.jdbcUser(), "spring.datasource.password", cluster.jdbcPassword(),
				"spring.kafka.consumer.group-id", "poison", "ackline.topics." + TOPIC + ".default-type", "poison.plain",
				"logging.level.io.ackline", "error");
		try (RunningConsumer consumer = RunningConsumer.start(properties, PoisonedHandler.class).ready();
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
						Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 0),
						new ByteArraySerializer(), new ByteArraySerializer())) {
			measure(consumer, producer, false);
			measure(consumer, producer, true);
			List<Double> without = new ArrayList<>();
			List<Double> with = new ArrayList<>();
			for (int round = 0; round < ROUNDS; round++) {
				boolean first = round % 2 == 0;
				(first ? with : without).add(measure(consumer, producer, first));
				(first ? without : with).add(measure(consumer, producer, !first));
			}
			log.error("p99 in ms with one poisoned key of {}: {}, without: {}", KEYS, with, without);
			assertThat(median(with)).as("with %s, without %s", with, without)
				.isLessThanOrEqualTo(1.5 * median(without));
		}
	}

	/**
	 * Returns the 99th percentile of the other keys' latencies, in milliseconds.
	 */
	private static double measure(RunningConsumer consumer, KafkaProducer<byte[], byte[]> producer, boolean poison) {
		poisoned = poison;
		latencies.clear();
		long start = System.nanoTime();
		for (int i = 0; i < EVENTS; i++) {
			while (System.nanoTime() - start < i * EACH.toNanos()) {
				LockSupport.parkNanos(EACH.toNanos() / 4);
			}
			Event event = Event
				.builder(start + "-" + i, "/test", "poison.event", Instant.now().atOffset(ZoneOffset.UTC))
				.key("key-" + i % KEYS)
				.data(EventData.ofUtf8("{}"))
				.build();
			var unused = producer.send(EventRecords.toRecord(TOPIC, i % KEYS % PARTITIONS, event));
		}
		int others = EVENTS - EVENTS / KEYS;
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> latencies.size() == others);
		assertThat(parked(consumer) > 0).isEqualTo(poison);
		poisoned = false;
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> parked(consumer) == 0);
		long[] sorted = latencies.stream().mapToLong(Long::longValue).limit(others).sorted().toArray();
		return sorted[(int) (sorted.length * 0.99)] / 1_000_000.0;
	}

	private static int parked(RunningConsumer consumer) {
		return consumer.bean(JdbcTemplate.class).queryForObject("select count(*) from parked_keys", Integer.class);
	}

	private static double median(List<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	/**
	 * Fails for one key, and notes when the others' effects are committed.
	 */
	static final class PoisonedHandler implements EventHandler<JsonNode> {

		@Override
		public String type() {
			return "poison.*";
		}

		@Override
		public void handle(Event event, JsonNode data) {
			if ("key-0".equals(event.key())) {
				if (poisoned) {
					throw new IllegalStateException("poisoned");
				}
				return;
			}
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					latencies.add(Duration.between(event.time().toInstant(), Instant.now()).toNanos());
				}

			});
		}

	}

}
