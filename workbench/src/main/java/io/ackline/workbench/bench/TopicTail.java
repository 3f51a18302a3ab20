package io.ackline.workbench.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The newest records of a topic.
 */
final class TopicTail {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private TopicTail() {
	}

	/**
	 * Returns the size of the newest record of a partition that has one, with its key and
	 * headers.
	 */
	static int recordSize(String bootstrapServers, String topic) {
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(topic)
				.stream()
				.map((partition) -> new TopicPartition(topic, partition.partition()))
				.toList();
			Map.Entry<TopicPartition, Long> written = consumer.endOffsets(partitions)
				.entrySet()
				.stream()
				.filter((end) -> end.getValue() > 0)
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("Nothing is on topic '%s'".formatted(topic)));
			consumer.assign(List.of(written.getKey()));
			consumer.seek(written.getKey(), written.getValue() - 1);
			ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
			if (records.isEmpty()) {
				throw new IllegalStateException("No record of %s came within %s".formatted(written.getKey(), PATIENCE));
			}
			return size(records.iterator().next());
		}
	}

	private static int size(ConsumerRecord<byte[], byte[]> kafkaRecord) {
		int size = Math.max(0, kafkaRecord.serializedKeySize()) + Math.max(0, kafkaRecord.serializedValueSize());
		for (Header header : kafkaRecord.headers()) {
			size += header.key().length() + ((header.value() != null) ? header.value().length : 0);
		}
		return size;
	}

}
