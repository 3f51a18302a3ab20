package io.ackline.workbench.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.ackline.events.EventRecords;
import io.ackline.workbench.load.Payments;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Payments that wait on their topic to be processed.
 *
 * @param events how many there are
 */
record PaymentBacklog(long events) {

	private static final int ACCOUNTS = 1000;

	private static final Map<BenchSystem, PaymentBacklog> MADE = new WeakHashMap<>();

	/**
	 * Writes payments, the first time that a system is asked for them.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	static synchronized PaymentBacklog on(BenchSystem system, int events) throws InterruptedException {
		PaymentBacklog made = MADE.get(system);
		if (made == null) {
			made = write(system, events);
			MADE.put(system, made);
		}
		return made;
	}

	private static PaymentBacklog write(BenchSystem system, int events) throws InterruptedException {
		system.producer(); // creates the topic
		Payments payments = new Payments("backlog", 1, ACCOUNTS);
		Map<String, Object> settings = new HashMap<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
				system.cluster().bootstrapServers(), ProducerConfig.ACKS_CONFIG, "all"));
		AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
		try (KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(settings, new ByteArraySerializer(),
				new ByteArraySerializer())) {
			payments.events(events)
				.map((event) -> EventRecords.toRecord(Payments.TOPIC, null, event))
				.forEach((payment) -> {
					var unused = kafka.send(payment, (metadata, ex) -> failure.compareAndSet(null, ex));
				});
		}
		if (failure.get() != null) {
			throw new IllegalStateException("A payment was not written", failure.get());
		}
		return new PaymentBacklog(events);
	}

}
