package io.ackline.workbench.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.ackline.events.Event;
import io.ackline.events.EventRecords;
import io.ackline.events.UndecodableRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic's log itself, from its first record to its end, past every service and
 * every group.
 */
public final class LogReader {

	private static final Duration POLL = Duration.ofMillis(200);

	private final String bootstrapServers;

	public LogReader(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
	}

	/**
	 * Returns the records whose events are of a source, by their place, up to the end
	 * that the log had when the reading began. What is no event is of no source.
	 * @param limit how long the reading may stand still
	 * @throws IllegalStateException if it stands still for longer
	 */
	public List<LogRecord> read(String topic, String source, Duration limit) {
		return Log.read(this, topic, source, limit).records();
	}

	/**
	 * Shows each record of a topic up to the end that the log had when the reading began,
	 * partition by partition in order.
	 * @param from the offsets to begin at, by partition; the others begin at their first
	 * record
	 * @param limit how long the reading may stand still
	 * @param visitor gets each record's place and event; what is no event as {@code null}
	 * @throws IllegalStateException if it stands still for longer
	 */
	public void scan(String topic, Map<Integer, Long> from, Duration limit,
			BiConsumer<Place, @Nullable Event> visitor) {
		try (Consumer<byte[], byte[]> consumer = consumer(limit)) {
			List<TopicPartition> partitions = partitions(consumer, topic);
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			from.forEach((partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
			scan(consumer, consumer.endOffsets(partitions), limit, visitor);
		}
	}

	private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
		return consumer.partitionsFor(topic)
			.stream()
			.map((partition) -> new TopicPartition(topic, partition.partition()))
			.toList();
	}

	private static void scan(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration limit,
			BiConsumer<Place, @Nullable Event> visitor) {
		long progressAt = System.nanoTime();
		while (!reached(consumer, ends)) {
			var batch = consumer.poll(POLL);
			if (!batch.isEmpty()) {
				progressAt = System.nanoTime();
			}
			else if (System.nanoTime() - progressAt > limit.toNanos()) {
				throw new IllegalStateException("The log has not gone on for %d s: at %s of %s"
					.formatted(limit.toSeconds(), positions(consumer), ends));
			}
			for (ConsumerRecord<byte[], byte[]> kafkaRecord : batch) {
				visitor.accept(new Place(kafkaRecord.partition(), kafkaRecord.offset()), event(kafkaRecord));
			}
		}
	}

	private static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
		return ends.entrySet().stream().allMatch((end) -> consumer.position(end.getKey()) >= end.getValue());
	}

	private static Map<TopicPartition, Long> positions(Consumer<?, ?> consumer) {
		Map<TopicPartition, Long> positions = new HashMap<>();
		consumer.assignment().forEach((partition) -> positions.put(partition, consumer.position(partition)));
		return positions;
	}

	private static @Nullable Event event(ConsumerRecord<byte[], byte[]> kafkaRecord) {
		try {
			return EventRecords.toEvent(kafkaRecord, Uuid.ZERO_UUID, "unknown");
		}
		catch (UndecodableRecord ex) {
			return null;
		}
	}

	private Consumer<byte[], byte[]> consumer(Duration limit) {
		return new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
				ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
				ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
				ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000,
				ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis())));
	}

}
