package io.ackline.producer.publish;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.SendResult;

/**
 * A shared producer of Kafka, with the memory that it may fill. One that has failed for
 * good is replaced.
 */
class RecordProducer {

	/**
	 * What of {@code buffer.memory} is filled at most. Kafka takes it in pieces of
	 * {@code batch.size}, which two records that are a little larger than half of one
	 * leave half empty.
	 */
	private static final double FILLED = 0.5;

	/**
	 * What a record takes beside its own bytes, in the client and in the service.
	 */
	private static final int OVERHEAD = 256;

	private static final int CLOSE_TIMEOUT_SECONDS = 10;

	/**
	 * How long a new producer is left alone, so that a cause that lasts does not have
	 * them made without end.
	 */
	private static final long LEAST_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final Logger log = LoggerFactory.getLogger(RecordProducer.class);

	private final DefaultKafkaProducerFactory<byte[], byte[]> factory;

	private final KafkaTemplate<byte[], byte[]> template;

	private final InFlight inFlight;

	private final AtomicLong keptUntil = new AtomicLong(System.nanoTime());

	private volatile boolean closed;

	RecordProducer(Map<String, Object> settings, ObjectProvider<DefaultKafkaProducerFactoryCustomizer> customizers) {
		this.factory = new DefaultKafkaProducerFactory<>(settings);
		this.factory.setPhysicalCloseTimeout(CLOSE_TIMEOUT_SECONDS);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(this.factory));
		this.template = new KafkaTemplate<>(this.factory);
		this.template.setProducerListener(new Silent());
		long bufferMemory = new ProducerConfig(settings).getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
		this.inFlight = new InFlight((long) (bufferMemory * FILLED));
	}

	CompletableFuture<SendResult<byte[], byte[]>> send(ProducerRecord<byte[], byte[]> kafkaRecord, long size) {
		long charge = size + OVERHEAD;
		if (!this.inFlight.tryAdd(charge)) {
			throw overloaded(charge);
		}
		try {
			return this.template.send(kafkaRecord).whenComplete((result, failure) -> this.inFlight.remove(charge));
		}
		catch (RuntimeException ex) {
			this.inFlight.remove(charge);
			if (!this.closed && KafkaOutcomes.isFatal(ex)) {
				replace(ex);
				throw ProblemType.TOPIC_NOT_READY
					.exception("Kafka's producer has failed (%s) and is being replaced. Try again."
						.formatted(KafkaOutcomes.describe(ex)));
			}
			throw ex;
		}
	}

	/**
	 * Connects, and learns where the topic's partitions are.
	 * @throws org.apache.kafka.common.KafkaException if that takes too long; it goes on
	 * in the background
	 */
	void warmUp(String topic) {
		partitions(topic);
	}

	/**
	 * Returns how many partitions the topic has, as far as the producer knows.
	 * @throws org.apache.kafka.common.KafkaException if it has to ask and that takes too
	 * long
	 */
	int partitions(String topic) {
		return this.template.partitionsFor(topic).size();
	}

	InFlight inFlight() {
		return this.inFlight;
	}

	/**
	 * Waits for what is in flight, and closes.
	 */
	void close() {
		this.closed = true;
		this.factory.destroy();
	}

	/**
	 * Closes the producer on a thread of its own, since that may wait for brokers; the
	 * next record that is sent has a new one made.
	 */
	private void replace(RuntimeException failure) {
		long now = System.nanoTime();
		long until = this.keptUntil.get();
		if (now - until < 0 || !this.keptUntil.compareAndSet(until, now + LEAST_AGE_NANOS)) {
			return;
		}
		log.warn("Kafka's producer has failed for good and is replaced: {}", KafkaOutcomes.describe(failure));
		Thread replacing = new Thread(this.factory::reset, "producer-replacement");
		replacing.setDaemon(true);
		replacing.start();
	}

	private ProblemException overloaded(long charge) {
		return ProblemType.OVERLOADED.exception(
				"%d bytes are waiting for Kafka; with this event's %d they would exceed the bound of %d. Try again later, or raise spring.kafka.producer.buffer-memory."
					.formatted(this.inFlight.bytes(), charge, this.inFlight.bound()));
	}

	/**
	 * Failures are the answer to a request; logging each, with its data, is not needed.
	 */
	private static final class Silent implements ProducerListener<byte[], byte[]> {

	}

}
