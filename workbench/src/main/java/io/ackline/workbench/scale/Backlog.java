package io.ackline.workbench.scale;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.ackline.events.EventRecords;
import io.ackline.workbench.load.Payments;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Payments that are written to a topic while nobody handles them, evenly over its
 * partitions.
 */
final class Backlog {

	private final String bootstrapServers;

	Backlog(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
	}

	/**
	 * Writes payments and returns when all of them are acknowledged.
	 * @throws IllegalStateException if one is not
	 */
	void write(String topic, int partitions, Payments payments, long count) {
		AtomicReference<Exception> failure = new AtomicReference<>();
		Properties settings = new Properties();
		settings.putAll(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
				ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024));
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
				new ByteArraySerializer())) {
			payments.events(count).forEach((event) -> {
				int partition = Math.floorMod(String.valueOf(event.key()).hashCode(), partitions);
				var unused = producer.send(EventRecords.toRecord(topic, partition, event), (place, ex) -> {
					if (ex != null) {
						failure.set(ex);
					}
				});
			});
			producer.flush();
		}
		if (failure.get() != null) {
			throw new IllegalStateException("Not all events were written: " + failure.get().getMessage(),
					new ExecutionException(failure.get()));
		}
	}

}
