package io.ackline.consumer.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * A topic of dead letters, as any Kafka client reads it.
 */
final class TwinTopic implements AutoCloseable {

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();

	TwinTopic(String bootstrapServers, String topic) {
		this.consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		// Not every broker knows at once of a new topic.
		List<TopicPartition> partitions = Awaitility.await()
			.until(() -> partitions(topic), (found) -> !found.isEmpty());
		this.consumer.assign(partitions);
		this.consumer.seekToBeginning(partitions);
	}

	private List<TopicPartition> partitions(String topic) {
		return this.consumer.partitionsFor(topic)
			.stream()
			.map((info) -> new TopicPartition(topic, info.partition()))
			.toList();
	}

	/**
	 * Returns all records, once there are as many as expected.
	 */
	List<ConsumerRecord<byte[], byte[]>> read(int expected) {
		Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> {
			this.consumer.poll(Duration.ofMillis(200)).forEach(this.read::add);
			return this.read.size() >= expected;
		});
		this.consumer.poll(Duration.ofMillis(300)).forEach(this.read::add);
		return this.read;
	}

	/**
	 * Returns the headers that do not belong to the event: numbers as numbers, the rest
	 * as text.
	 */
	static Map<String, Object> deathHeaders(ConsumerRecord<byte[], byte[]> letter) {
		Map<String, Object> headers = new TreeMap<>();
		letter.headers().forEach((header) -> {
			String name = header.key();
			if (!name.startsWith("ce_") && !name.equals("content-type")) {
				headers.put(name, switch (name) {
					case "kafka_dlt-original-partition", "retry_topic-attempts" ->
						ByteBuffer.wrap(header.value()).getInt();
					case "kafka_dlt-original-offset", "kafka_dlt-original-timestamp" ->
						ByteBuffer.wrap(header.value()).getLong();
					default -> new String(header.value(), StandardCharsets.UTF_8);
				});
			}
		});
		return headers;
	}

	@Override
	public void close() {
		this.consumer.close();
	}

}
