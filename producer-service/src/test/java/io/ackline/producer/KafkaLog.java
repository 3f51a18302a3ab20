package io.ackline.producer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is on the topics, as any consumer of Kafka reads it.
 */
public class KafkaLog implements AutoCloseable {

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final String bootstrapServers;

	public KafkaLog(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
		this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level",
				"read_uncommitted", "auto.offset.reset", "earliest"), new ByteArrayDeserializer(),
				new ByteArrayDeserializer());
	}

	public Admin admin() {
		return Admin.create(Map.of("bootstrap.servers", this.bootstrapServers));
	}

	/**
	 * Returns the record that an answer says was stored.
	 */
	public ConsumerRecord<byte[], byte[]> read(HttpAnswer stored) {
		return read(stored.text("topic"), stored.json().path("partition").asInt(),
				stored.json().path("offset").asLong());
	}

	public ConsumerRecord<byte[], byte[]> read(String topic, int partition, long offset) {
		TopicPartition topicPartition = new TopicPartition(topic, partition);
		this.consumer.assign(List.of(topicPartition));
		this.consumer.seek(topicPartition, offset);
		for (int tries = 0; tries < 50; tries++) {
			for (ConsumerRecord<byte[], byte[]> kafkaRecord : this.consumer.poll(Duration.ofMillis(200))) {
				if (kafkaRecord.offset() == offset) {
					return kafkaRecord;
				}
			}
		}
		throw new AssertionError("No record at %s-%d, offset %d".formatted(topic, partition, offset));
	}

	/**
	 * Returns how many records were ever written to a topic: the sum of its end offsets.
	 */
	public long written(String topic) {
		return ends(topic).values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Returns where each partition of the topics ends.
	 */
	public Map<TopicPartition, Long> ends(String... topics) {
		List<TopicPartition> partitions = Arrays.stream(topics)
			.flatMap((topic) -> this.consumer.partitionsFor(topic).stream())
			.map((info) -> new TopicPartition(info.topic(), info.partition()))
			.toList();
		return this.consumer.endOffsets(partitions);
	}

	/**
	 * Returns every value that a header has on a topic.
	 */
	public Set<String> headerValues(String topic, String header) {
		Set<String> values = new HashSet<>();
		Map<TopicPartition, Long> starts = new HashMap<>();
		ends(topic).keySet().forEach((partition) -> starts.put(partition, 0L));
		read(starts,
				(kafkaRecord) -> kafkaRecord.headers()
					.headers(header)
					.forEach((found) -> values.add(new String(found.value(), StandardCharsets.UTF_8))));
		return values;
	}

	/**
	 * Reads everything that partitions have from some offsets on.
	 */
	public void read(Map<TopicPartition, Long> starts, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
		Map<TopicPartition, Long> ends = this.consumer.endOffsets(starts.keySet());
		this.consumer.assign(starts.keySet());
		starts.forEach(this.consumer::seek);
		while (starts.keySet()
			.stream()
			.anyMatch((partition) -> this.consumer.position(partition) < ends.get(partition))) {
			this.consumer.poll(Duration.ofMillis(200)).forEach(reader);
		}
	}

	public static Map<String, String> headers(ConsumerRecord<?, ?> kafkaRecord) {
		Map<String, String> headers = new TreeMap<>();
		kafkaRecord.headers()
			.forEach((header) -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
		return headers;
	}

	@Override
	public void close() {
		this.consumer.close();
	}

}
