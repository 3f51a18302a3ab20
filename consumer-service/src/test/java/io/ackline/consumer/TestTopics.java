package io.ackline.consumer;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * Topics of a test, and what others do to them.
 */
public final class TestTopics implements AutoCloseable {

	private final Admin admin;

	private final KafkaProducer<byte[], byte[]> producer;

	public TestTopics(String bootstrapServers) {
		Map<String, Object> configuration = new HashMap<>(Map.of("bootstrap.servers", bootstrapServers));
		this.admin = Admin.create(configuration);
		this.producer = new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
	}

	public void create(String topic, int partitions) {
		create(topic, partitions, Map.of());
	}

	public void create(String topic, int partitions, Map<String, String> settings) {
		if (!get(this.admin.listTopics().names()).contains(topic)) {
			NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.ignoreExceptions()
				.until(() -> get(this.admin.createTopics(List.of(wanted)).all()) == null);
		}
	}

	public void delete(String topic) {
		get(this.admin.deleteTopics(List.of(topic)).all());
		Awaitility.await().until(() -> !get(this.admin.listTopics().names()).contains(topic));
	}

	public RecordMetadata send(String topic, int partition, String type, String id, String key, String data) {
		Event event = Event.builder(id, "/test", type, Instant.now().atOffset(ZoneOffset.UTC))
			.key(key)
			.data(EventData.ofUtf8(data))
			.build();
		return send(EventRecords.toRecord(topic, partition, event));
	}

	public RecordMetadata send(ProducerRecord<byte[], byte[]> kafkaRecord) {
		try {
			return this.producer.send(kafkaRecord).get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void deleteRecords(String topic, int partition, long before) {
		get(this.admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
			.all());
	}

	public void moveGroup(String group, String topic, int partition, long offset) {
		repeat(() -> move(group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset))));
	}

	private void move(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
		get(this.admin.alterConsumerGroupOffsets(group, offsets).all());
	}

	/**
	 * Has a group that is not there yet begin behind what others have written.
	 */
	public void skip(String group, Collection<String> names) {
		repeat(() -> {
			Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
			get(this.admin.describeTopics(names).allTopicNames()).forEach((name, topic) -> topic.partitions()
				.forEach((one) -> latest.put(new TopicPartition(name, one.partition()), OffsetSpec.latest())));
			Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
			get(this.admin.listOffsets(latest).all())
				.forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
			move(group, ends);
		});
	}

	/**
	 * Does something until it succeeds: not every broker knows at once of a new topic, or
	 * that a group is empty.
	 */
	private static void repeat(Runnable action) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptions()
			.untilAsserted(action::run);
	}

	public void forgetGroup(String group) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptions()
			.until(() -> get(this.admin.deleteConsumerGroups(List.of(group)).all()) == null);
	}

	public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
		return get(this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
	}

	private static <T> T get(KafkaFuture<T> future) {
		try {
			return future.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.producer.close();
		this.admin.close();
	}

}
