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

	private ProducerSettings() {
	}

	/**
	 * Returns the settings of the producer for some acks.
	 * @param base what the user configures
	 * @param deadline the time within which every request is answered
	 * @param maxRecordBytes the size of the largest record of any topic
	 * @throws IllegalArgumentException if the user's linger leaves no time within the
	 * deadline
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
		settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, (acks == Acks.ALL) ? 5 : 1);
		settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
		settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
		settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_MAX_IDLE.toMillis());
		settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) maxRecordBytes);
		putTimeouts(settings, deadline);
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
		settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (delivery / 2)); // leaves
																						// room
																						// for
																						// a
																						// second
																						// try
	}

}
