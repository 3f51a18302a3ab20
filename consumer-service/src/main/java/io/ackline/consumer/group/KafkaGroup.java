package io.ackline.consumer.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ackline.consumer.topic.ClusterAdmin;
import io.ackline.consumer.topic.ConsumedTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/**
 * What Kafka knows of the group and its topics. No answer takes longer than
 * {@link #PATIENCE}; what is not known by then is left out.
 */
@Component
class KafkaGroup {

	static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final ListOffsetsOptions READ_COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

	private final ClusterAdmin admin;

	private final ConsumedTopics topics;

	private final String id;

	KafkaGroup(ClusterAdmin admin, ConsumedTopics topics, KafkaProperties properties) {
		this.admin = admin;
		this.topics = topics;
		this.id = String.valueOf(properties.getConsumer().getGroupId());
	}

	String id() {
		return this.id;
	}

	/**
	 * Returns the group with its members. Fails if Kafka does not tell in time.
	 */
	CompletableFuture<ConsumerGroupDescription> describe() {
		return ask((client) -> Objects
			.requireNonNull(client.describeConsumerGroups(List.of(this.id)).describedGroups().get(this.id)));
	}

	/**
	 * Returns the offsets that the group committed. Fails if Kafka does not tell in time.
	 */
	CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed() {
		return ask((client) -> client.listConsumerGroupOffsets(this.id).partitionsToOffsetAndMetadata());
	}

	/**
	 * Returns the offset of the first record of a partition that is as young as a time,
	 * or -1 if none is. Fails if Kafka does not tell in time.
	 */
	CompletableFuture<Long> offsetAt(TopicPartition partition, Instant time) {
		OffsetSpec spec = OffsetSpec.forTimestamp(time.toEpochMilli());
		return ask((client) -> client.listOffsets(Map.of(partition, spec), READ_COMMITTED).partitionResult(partition))
			.thenApply(ListOffsetsResultInfo::offset);
	}

	/**
	 * Returns the logs of all partitions of the topics that exist. Fails if Kafka does
	 * not tell of the topics in time; offsets of a partition without a leader are not
	 * known.
	 */
	CompletableFuture<Map<TopicPartition, Log>> logs() {
		return askEach((client) -> client.describeTopics(this.topics.names()).topicNameValues())
			.thenCompose((found) -> offsets(found.values()));
	}

	private CompletableFuture<Map<TopicPartition, Log>> offsets(Collection<TopicDescription> topics) {
		Map<TopicPartition, Uuid> ids = new HashMap<>();
		topics.forEach((topic) -> topic.partitions()
			.forEach((info) -> ids.put(new TopicPartition(topic.name(), info.partition()), topic.topicId())));
		if (ids.isEmpty()) {
			return CompletableFuture.failedFuture(new TimeoutException("Kafka told of no topic"));
		}
		CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> starts = offsets(ids.keySet(),
				OffsetSpec.earliest());
		return offsets(ids.keySet(), OffsetSpec.latest()).thenCombine(starts, (ends, begins) -> {
			Map<TopicPartition, Log> logs = new HashMap<>();
			ids.forEach((key, topicId) -> logs.put(key, new Log(topicId, offset(begins, key), offset(ends, key))));
			return logs;
		});
	}

	private CompletableFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(Set<TopicPartition> partitions,
			OffsetSpec spec) {
		return askEach((client) -> {
			ListOffsetsResult result = client.listOffsets(
					partitions.stream().collect(Collectors.toMap(Function.identity(), (key) -> spec)), READ_COMMITTED);
			return partitions.stream().collect(Collectors.toMap(Function.identity(), result::partitionResult));
		});
	}

	private static @Nullable Long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition key) {
		ListOffsetsResultInfo found = offsets.get(key);
		return (found != null) ? (Long) found.offset() : null;
	}

	private <T> CompletableFuture<T> ask(Function<Admin, KafkaFuture<T>> question) {
		try {
			return answer(question.apply(this.admin.get()));
		}
		catch (KafkaException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Returns those of several answers that come in time.
	 */
	private <K, T> CompletableFuture<Map<K, T>> askEach(Function<Admin, Map<K, KafkaFuture<T>>> questions) {
		try {
			Map<K, T> known = new ConcurrentHashMap<>();
			CompletableFuture<?>[] all = questions.apply(this.admin.get())
				.entrySet()
				.stream()
				.map((entry) -> answer(entry.getValue()).thenAccept((value) -> known.put(entry.getKey(), value))
					.exceptionally((ex) -> null))
				.toArray(CompletableFuture[]::new);
			return CompletableFuture.allOf(all).thenApply((done) -> known);
		}
		catch (KafkaException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static <T> CompletableFuture<T> answer(KafkaFuture<T> future) {
		// composed, since Kafka's own future cannot be completed by a timeout
		return CompletableFuture.allOf()
			.thenCompose((nothing) -> future.toCompletionStage())
			.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * A partition's log.
	 *
	 * @param start the offset of its first record, if known
	 * @param end the offset after its last record, if known
	 */
	record Log(Uuid topicId, @Nullable Long start, @Nullable Long end) {

		UUID uuid() {
			return new UUID(this.topicId.getMostSignificantBits(), this.topicId.getLeastSignificantBits());
		}

	}

}
