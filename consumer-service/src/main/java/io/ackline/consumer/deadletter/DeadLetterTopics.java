package io.ackline.consumer.deadletter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;

/**
 * The topics for dead letters, each the twin of the one that the events came from. The
 * one class that writes to Kafka. What at least once rests on is set here and is not
 * {@code spring.kafka.producer.*}'s to override; the rest is.
 */
@Component
class DeadLetterTopics implements DisposableBean {

	/**
	 * What follows a topic's name in its twin's name.
	 */
	static final String SUFFIX = "-dlt";

	/**
	 * Time within which a letter is in Kafka, or is not known to be.
	 */
	static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

	private static final Duration MAX_BLOCK = Duration.ofSeconds(5);

	private static final int CLOSE_TIMEOUT_SECONDS = 5;

	private final DefaultKafkaProducerFactory<byte[], byte[]> factory;

	private final KafkaTemplate<byte[], byte[]> template;

	private final DeadLetterRecords records;

	DeadLetterTopics(ProducerFactory<?, ?> configured, KafkaProperties properties,
			ObjectProvider<DefaultKafkaProducerFactoryCustomizer> customizers) {
		this.factory = new DefaultKafkaProducerFactory<>(settings(configured.getConfigurationProperties()));
		this.factory.setPhysicalCloseTimeout(CLOSE_TIMEOUT_SECONDS);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(this.factory));
		this.template = new KafkaTemplate<>(this.factory);
		this.template.setProducerListener(new Silent());
		this.records = new DeadLetterRecords(Objects.requireNonNull(properties.getConsumer().getGroupId()));
	}

	private static Map<String, Object> settings(Map<String, Object> base) {
		Map<String, Object> settings = new HashMap<>(base);
		settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		settings.put(ProducerConfig.CLIENT_ID_CONFIG, "ackline-dead-letters");
		settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.ACKS_CONFIG, "all");
		settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
		settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
		settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
		settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
		settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
		settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
		// a record that was read fits; what its twin takes, the brokers say
		settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
		return settings;
	}

	/**
	 * Hands a letter to Kafka, for the partition of its twin that has the number of the
	 * one that the event came from, or, if there is none, for that of its key.
	 * @throws org.apache.kafka.common.KafkaException if the twin does not exist, or Kafka
	 * does not answer in time
	 */
	CompletableFuture<SendResult<byte[], byte[]>> send(UnpublishedLetter letter) {
		String twin = letter.topic() + SUFFIX;
		int partitions = this.template.partitionsFor(twin).size();
		int partition = letter.original().partition();
		return this.template
			.send(this.records.of(letter, new TopicPartition(twin, (partition < partitions) ? partition : -1)));
	}

	@Override
	public void destroy() {
		this.factory.destroy();
	}

	/**
	 * Whoever publishes tells of failures; logging each, with its data, is not needed.
	 */
	private static final class Silent implements ProducerListener<byte[], byte[]> {

	}

}
