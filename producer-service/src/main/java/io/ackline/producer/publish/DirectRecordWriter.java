package io.ackline.producer.publish;

import java.util.concurrent.CompletableFuture;

import io.ackline.producer.kafkarest.RecordResult;
import io.ackline.producer.kafkarest.RecordWriter;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import io.ackline.producer.web.Written;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes records that are no CloudEvents, over the same producers and with the same
 * refusals and measurements as events.
 */
@Component
class DirectRecordWriter implements RecordWriter {

	private final RecordProducers producers;

	private final Admission admission;

	private final Deadlines deadlines;

	private final PublishMetrics metrics;

	DirectRecordWriter(RecordProducers producers, Admission admission, Deadlines deadlines, PublishMetrics metrics) {
		this.producers = producers;
		this.admission = admission;
		this.deadlines = deadlines;
		this.metrics = metrics;
	}

	@Override
	public int partitions(Topic topic) {
		return this.admission.partitions(topic, topic.acks(null));
	}

	@Override
	public CompletableFuture<RecordResult> write(Topic topic, ProducerRecord<byte[], byte[]> kafkaRecord,
			long received) {
		return send(topic, topic.acks(null), kafkaRecord, received).thenApply((outcome) -> {
			this.metrics.settled(topic, topic.acks(null), outcome.written(), received);
			return outcome.result();
		});
	}

	private CompletableFuture<Outcome> send(Topic topic, Acks acks, ProducerRecord<byte[], byte[]> kafkaRecord,
			long received) {
		try {
			ProducerRecord<byte[], byte[]> placed = place(topic, acks, kafkaRecord);
			long size = requireSize(topic, placed);
			CompletableFuture<Outcome> outcome = this.producers.send(acks, placed, size)
				.handle((sent, failure) -> (failure == null) ? written(topic, size, sent.getRecordMetadata())
						: failed(topic, failure));
			return this.deadlines.within(received, outcome, DirectRecordWriter::late);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(failed(topic, ex));
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

	private Outcome written(Topic topic, long size, RecordMetadata metadata) {
		this.metrics.stored(topic, size);
		return new Outcome(null,
				RecordResult.written(metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1));
	}

	private Outcome failed(Topic topic, Throwable failure) {
		return failed((failure instanceof ProblemException ex) ? ex.problem()
				: this.admission.judge(topic, failure).problem(KafkaOutcomes.describe(failure)));
	}

	private static Outcome late() {
		return failed(ProblemType.NOT_ACKNOWLEDGED
			.problem("Kafka has not acknowledged the record in time. It may be written all the same."));
	}

	private static Outcome failed(Problem problem) {
		return new Outcome(problem.written(), RecordResult.failed(problem));
	}

	/**
	 * What became of a record.
	 *
	 * @param written what is known of a record that failed
	 */
	private record Outcome(@Nullable Written written, RecordResult result) {

	}

}
