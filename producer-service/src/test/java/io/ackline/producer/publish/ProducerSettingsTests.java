package io.ackline.producer.publish;

import java.time.Duration;
import java.util.Map;

import io.ackline.producer.topic.Acks;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProducerSettingsTests {

	private static final Duration DEADLINE = Duration.ofSeconds(5);

	@Test
	void doesNotLeaveToTheUserWhatThePromisesRestOn() {
		Map<String, Object> base = Map.ofEntries(Map.entry("bootstrap.servers", "localhost:9092"),
				Map.entry("acks", "0"), Map.entry("enable.idempotence", "false"), Map.entry("retries", "0"),
				Map.entry("max.in.flight.requests.per.connection", "50"), Map.entry("max.block.ms", "60000"),
				Map.entry("delivery.timeout.ms", "1"), Map.entry("request.timeout.ms", "60000"),
				Map.entry("key.serializer", StringSerializer.class),
				Map.entry("value.serializer", StringSerializer.class), Map.entry("max.request.size", "10"),
				Map.entry("transactional.id", "mine"));
		Map<String, Object> settings = ProducerSettings.of(base, Acks.ALL, DEADLINE, 2_000_000);
		assertThat(settings).containsEntry("acks", "all")
			.containsEntry("enable.idempotence", true)
			.containsEntry("retries", Integer.MAX_VALUE)
			.containsEntry("max.in.flight.requests.per.connection", 1)
			.containsEntry("max.block.ms", 100L)
			.containsEntry("delivery.timeout.ms", 4500)
			.containsEntry("request.timeout.ms", 2250)
			.containsEntry("key.serializer", ByteArraySerializer.class)
			.containsEntry("value.serializer", ByteArraySerializer.class)
			.containsEntry("max.request.size", 2_000_000)
			.doesNotContainKey("transactional.id");
	}

	@Test
	void leavesTheRestToTheUser() {
		Map<String, Object> settings = ProducerSettings.of(Map.of("bootstrap.servers", "localhost:9092", "linger.ms",
				"20", "compression.type", "zstd", "batch.size", 65536), Acks.ALL, DEADLINE, 1_000_000);
		assertThat(settings).containsEntry("linger.ms", "20")
			.containsEntry("compression.type", "zstd")
			.containsEntry("batch.size", 65536);
		assertThat(new ProducerConfig(settings)).isNotNull();
	}

	@Test
	void keepsOneRequestInFlightAlsoWhereNothingElseKeepsTheOrder() {
		for (Acks acks : new Acks[] { Acks.LEADER, Acks.NONE }) {
			assertThat(ProducerSettings.of(Map.of("bootstrap.servers", "localhost:9092"), acks, DEADLINE, 1_000_000))
				.containsEntry("acks", acks.toString())
				.containsEntry("enable.idempotence", false)
				.containsEntry("max.in.flight.requests.per.connection", 1);
		}
	}

	@Test
	void refusesALingerThatLeavesNoTime() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ProducerSettings.of(Map.of("bootstrap.servers", "localhost:9092", "linger.ms", "4000"),
					Acks.ALL, DEADLINE, 1_000_000))
			.withMessageContaining("linger.ms is 4000")
			.withMessageContaining("2250 at most");
	}

	@Test
	void refusesBatchesThatTheMemoryCannotHold() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ProducerSettings.of(
					Map.of("bootstrap.servers", "localhost:9092", "batch.size", "65536", "buffer.memory", "100000"),
					Acks.ALL, DEADLINE, 1_000_000))
			.withMessageContaining("batch-size is 65536")
			.withMessageContaining("50000 at most");
	}

}
