package io.ackline.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.ackline.producer.topic.Acks;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of Kafka's producers. Whatever the service's promises rest on is set here and
 * not to be overridden; everything else is {@code spring.kafka.producer.*}'s.
 */
final class ProducerSettings {

	/**
	 * How much earlier than the deadline Kafka's own outcome is to arrive.
	 */
	private static final Duration AHEAD_OF_DEADLINE = Duration.ofMillis(500);

	/**
	 * How long a send may hold its thread. Metadata is kept warm and memory is bounded,
	 * so that it need not.
	 */
	private static final Duration MAX_BLOCK = Duration.ofMillis(100);

	/**
	 * Kafka's producer forgets topics that it does not write to for this long, and would
	 * have to wait for their metadata again: never.
	 */
	private static final Duration METADATA_MAX_IDLE = Duration.ofDays(3650);

	/**
	 * Nothing is reordered when a broker takes one request at a time, and nothing is
	 * lost: it looks at the next one on a connection only when it has answered the one
	 * before. What comes meanwhile makes the next batch, the larger the busier it is.
	 */
	private static final int IN_FLIGHT = 1;

	private ProducerSettings() {
	}

	/**
	 * Returns the settings of the producer for some acks.
	 * @param base what the user configures
	 * @param deadline the time within which every request is answered
	 * @param maxRecordBytes the size of the largest record of any topic
	 * @throws IllegalArgumentException if the user's linger leaves no time within the
	 * deadline, or the batches no room in the memory
	 */
	static Map<String, Object> of(Map<String, Object> base, Acks acks, Duration deadline, long maxRecordBytes) {
		Map<String, Object> settings = new HashMap<>(base);
		settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		// a key's partition is known before the send, so that a write can be refused
		settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
		settings.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
		settings.put(ProducerConfig.CLIENT_ID_CONFIG, "ackline-producer-acks-" + acks);
		settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.ACKS_CONFIG, acks.toString());
		settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks == Acks.ALL);
		settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT);
		settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
		settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
		settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_MAX_IDLE.toMillis());
		settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) maxRecordBytes);
		putTimeouts(settings, deadline);
		requireRoom(new ProducerConfig(settings));
		return settings;
	}

	private static void putTimeouts(Map<String, Object> settings, Duration deadline) {
		long delivery = deadline.minus(AHEAD_OF_DEADLINE).toMillis();
		settings.remove(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
		settings.remove(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
		long linger = new ProducerConfig(settings).getLong(ProducerConfig.LINGER_MS_CONFIG);
		if (linger > delivery / 2) {
			throw new IllegalArgumentException(
					"linger.ms is %d, which leaves too little of ackline.producer.deadline (%s): set it to %d at most."
						.formatted(linger, deadline, delivery / 2));
		}
		settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
		// leaves room for a second try
		settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (delivery / 2));
	}

	private static void requireRoom(ProducerConfig settings) {
		long batch = settings.getInt(ProducerConfig.BATCH_SIZE_CONFIG);
		long memory = settings.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
		if (batch > memory / 2) {
			throw new IllegalArgumentException(
					"spring.kafka.producer.batch-size is %d bytes, of which spring.kafka.producer.buffer-memory (%d) must hold two: set it to %d at most, or raise the memory."
						.formatted(batch, memory, memory / 2));
		}
	}

}
