package io.ackline.producer.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.ackline.producer.kafkarest.RecordResult;
import io.ackline.producer.kafkarest.RecordWriter;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import org.springframework.stereotype.Component;

/**
 * Writes records that are no CloudEvents, over the same producers and with the same
 * refusals and measurements as events.
 */
@Component
class DirectRecordWriter implements RecordWriter {

	private final RecordProducers producers;

	private final Admission admission;

	private final PublishMetrics metrics;

	private final long deadlineNanos;

	DirectRecordWriter(RecordProducers producers, Admission admission, PublishMetrics metrics,
			PublishProperties properties) {
		this.producers = producers;
		this.admission = admission;
		this.metrics = metrics;
		this.deadlineNanos = properties.deadline().toNanos();
	}

	@Override
	public int partitions(Topic topic) {
		return this.admission.partitions(topic, topic.acks(null));
	}

	@Override
	public CompletableFuture<RecordResult> write(Topic topic, ProducerRecord<byte[], byte[]> kafkaRecord) {
		long received = System.nanoTime();
		try {
			Acks acks = topic.acks(null);
			ProducerRecord<byte[], byte[]> placed = place(topic, acks, kafkaRecord);
			long size = requireSize(topic, placed);
			return this.producers.send(acks, placed, size)
				.<RecordResult>handle((sent, failure) -> (failure == null)
						? written(topic, size, received, sent.getRecordMetadata()) : failed(topic, received, failure))
				.orTimeout(this.deadlineNanos, TimeUnit.NANOSECONDS)
				.exceptionally((timeout) -> late(topic, received));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(failed(topic, received, ex));
		}
	}

	private ProducerRecord<byte[], byte[]> place(Topic topic, Acks acks, ProducerRecord<byte[], byte[]> kafkaRecord) {
		if (topic.needsKey() && kafkaRecord.key() == null) {
			throw ProblemType.KEY_REQUIRED
				.exception("Topic '%s' is compacted, which needs a key.".formatted(topic.name()));
		}
		Integer named = kafkaRecord.partition();
		Integer partition = (named != null) ? Integer.valueOf(this.admission.partition(topic, acks, named.intValue()))
				: this.admission.partition(topic, acks, kafkaRecord.key());
		return new ProducerRecord<>(topic.name(), partition, kafkaRecord.timestamp(), kafkaRecord.key(),
				kafkaRecord.value(), kafkaRecord.headers());
	}

	private static long requireSize(Topic topic, ProducerRecord<byte[], byte[]> kafkaRecord) {
		long size = RecordSizes.of(kafkaRecord);
		if (size > topic.maxMessageBytes()) {
			throw ProblemType.TOO_LARGE.exception("The record has %d bytes; topic '%s' takes %d (its max-message-size)."
				.formatted(size, topic.name(), topic.maxMessageBytes()));
		}
		return size;
	}

	private RecordResult written(Topic topic, long size, long received, RecordMetadata metadata) {
		this.metrics.stored(topic, size);
		this.metrics.settled(topic, topic.acks(null), null, received);
		return RecordResult.written(metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1);
	}

	private RecordResult failed(Topic topic, long received, Throwable failure) {
		return failed(topic, received, (failure instanceof ProblemException ex) ? ex.problem()
				: this.admission.judge(topic, failure).problem(KafkaOutcomes.describe(failure)));
	}

	private RecordResult late(Topic topic, long received) {
		return failed(topic, received, ProblemType.NOT_ACKNOWLEDGED
			.problem("Kafka has not acknowledged the record in time. It may be written all the same."));
	}

	private RecordResult failed(Topic topic, long received, Problem problem) {
		this.metrics.settled(topic, topic.acks(null), problem.written(), received);
		return RecordResult.failed(problem);
	}

}
