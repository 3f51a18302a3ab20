package io.ackline.producer.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.ackline.producer.kafkarest.RecordResult;
import io.ackline.producer.kafkarest.RecordWriter;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.PartitionWatch;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicWatch;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes records that are no CloudEvents, over the same producers and with the same
 * refusals as events.
 */
@Component
class DirectRecordWriter implements RecordWriter {

	private final RecordProducers producers;

	private final TopicWatch watch;

	private final PartitionWatch partitions;

	private final PartitionChoice choice = new PartitionChoice();

	private final long deadlineNanos;

	DirectRecordWriter(RecordProducers producers, TopicWatch watch, PartitionWatch partitions,
			PublishProperties properties) {
		this.producers = producers;
		this.watch = watch;
		this.partitions = partitions;
		this.deadlineNanos = properties.deadline().toNanos();
	}

	@Override
	public int partitions(Topic topic) {
		requireReady(topic);
		return this.producers.partitions(topic.acks(null), topic);
	}

	@Override
	public CompletableFuture<RecordResult> write(Topic topic, ProducerRecord<byte[], byte[]> kafkaRecord) {
		try {
			requireReady(topic);
			Acks acks = topic.acks(null);
			ProducerRecord<byte[], byte[]> placed = place(topic, acks, kafkaRecord);
			return this.producers.send(acks, placed, requireSize(topic, placed))
				.handle((sent, failure) -> (failure == null) ? written(sent.getRecordMetadata())
						: failed(KafkaOutcomes.of(failure), KafkaOutcomes.describe(failure)))
				.completeOnTimeout(
						failed(ProblemType.NOT_ACKNOWLEDGED,
								"Kafka has not acknowledged the record in time. It may be written all the same."),
						this.deadlineNanos, TimeUnit.NANOSECONDS);
		}
		catch (ProblemException ex) {
			return CompletableFuture.completedFuture(RecordResult.failed(ex.problem()));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(failed(KafkaOutcomes.of(ex), KafkaOutcomes.describe(ex)));
		}
	}

	private void requireReady(Topic topic) {
		String notWritable = this.watch.whyNotWritable(topic);
		if (notWritable != null) {
			throw ProblemType.TOPIC_NOT_READY
				.exception("Topic '%s' cannot be written to yet. %s.".formatted(topic.name(), notWritable));
		}
	}

	private ProducerRecord<byte[], byte[]> place(Topic topic, Acks acks, ProducerRecord<byte[], byte[]> kafkaRecord) {
		if (topic.needsKey() && kafkaRecord.key() == null) {
			throw ProblemType.KEY_REQUIRED
				.exception("Topic '%s' is compacted, which needs a key.".formatted(topic.name()));
		}
		Integer partition = partition(topic, acks, kafkaRecord);
		return new ProducerRecord<>(topic.name(), partition, kafkaRecord.timestamp(), kafkaRecord.key(),
				kafkaRecord.value(), kafkaRecord.headers());
	}

	private @Nullable Integer partition(Topic topic, Acks acks, ProducerRecord<byte[], byte[]> kafkaRecord) {
		int count = this.producers.partitions(acks, topic);
		Integer named = kafkaRecord.partition();
		if (named == null && kafkaRecord.key() == null) {
			return this.choice.choose(this.partitions.view(), topic, acks, null, count);
		}
		int partition = (named != null) ? named : BuiltInPartitioner.partitionForKey(kafkaRecord.key(), count);
		if (partition >= count) {
			throw ProblemType.BAD_REQUEST
				.exception("Topic '%s' has no partition %d.".formatted(topic.name(), partition));
		}
		this.choice.requireWritable(this.partitions.view(), topic, acks, partition);
		return partition;
	}

	private static long requireSize(Topic topic, ProducerRecord<byte[], byte[]> kafkaRecord) {
		long size = RecordSizes.of(kafkaRecord);
		if (size > topic.maxMessageBytes()) {
			throw ProblemType.TOO_LARGE.exception("The record has %d bytes; topic '%s' takes %d (its max-message-size)."
				.formatted(size, topic.name(), topic.maxMessageBytes()));
		}
		return size;
	}

	private static RecordResult written(RecordMetadata metadata) {
		return RecordResult.written(metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1);
	}

	private static RecordResult failed(ProblemType type, String detail) {
		return RecordResult.failed(type.problem(detail));
	}

}
