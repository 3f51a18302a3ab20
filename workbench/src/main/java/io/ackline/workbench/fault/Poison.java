package io.ackline.workbench.fault;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.workbench.load.Payments;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records that look like events and are none, as a faulty client writes them past the
 * producer.
 */
final class Poison implements AutoCloseable {

	static final String TOPIC = Payments.TOPIC;

	private static final byte[] NO_TEXT = { (byte) 0xff, (byte) 0xfe };

	private final KafkaProducer<byte[], byte[]> producer;

	Poison(String bootstrapServers) {
		this.producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

	/**
	 * Writes one record of each kind, and returns when all are written.
	 * @param burst which time it is, so that each kind comes to each partition in turn
	 */
	void write(int burst, int partitions) throws InterruptedException {
		List<Headers> kinds = List.of(headers("9.9", "p-1", "/poison"), headers("1.0", "p-2", ""),
				headers("1.0", "p-3", "/poison").add("ce_time", text("yesterday")),
				headers("1.0", "p-4", "/poison").add("ce_subject", NO_TEXT),
				headers("1.0", "p-5", "/poison").add("ce_id", text("p-6")));
		for (int kind = 0; kind < kinds.size(); kind++) {
			write((burst + kind) % partitions, text("poison"), kinds.get(kind));
		}
		write((burst + kinds.size()) % partitions, NO_TEXT, headers("1.0", "p-7", "/poison"));
	}

	private void write(int partition, byte[] key, Headers headers) throws InterruptedException {
		try {
			this.producer.send(new ProducerRecord<>(TOPIC, partition, key, text("{}"), headers)).get();
		}
		catch (ExecutionException ex) {
			throw new ClusterFailure("Kafka refuses the poison: " + ex.getCause(), ex);
		}
	}

	private static Headers headers(String version, String id, String source) {
		RecordHeaders headers = new RecordHeaders();
		headers.add("ce_specversion", text(version));
		headers.add("ce_id", text(id));
		headers.add("ce_source", text(source));
		headers.add("ce_type", text("payment.captured"));
		return headers;
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.producer.close();
	}

}
