package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.ackline.events.Event;
import io.ackline.events.EventRecords;
import io.ackline.producer.publish.PublishResult.NotStored;
import io.ackline.producer.publish.PublishResult.Stored;
import io.ackline.producer.schema.EventSchemas;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import io.ackline.producer.web.RequestProperties;
import io.ackline.producer.web.TraceContext;
import io.ackline.producer.web.Written;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes events to Kafka, and says within the deadline what became of them.
 */
@Component
class EventPublisher {

	/**
	 * After how long a wait for room asks whether it is to go on.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

	private final EventSchemas schemas;

	private final RecordProducers producers;

	private final Admission admission;

	private final Deadlines deadlines;

	private final PublishMetrics metrics;

	private final RequestProperties properties;

	private final AnomalyLog anomalies = new AnomalyLog();

	EventPublisher(EventSchemas schemas, RecordProducers producers, Admission admission, Deadlines deadlines,
			PublishMetrics metrics, RequestProperties properties) {
		this.schemas = schemas;
		this.producers = producers;
		this.admission = admission;
		this.deadlines = deadlines;
		this.metrics = metrics;
		this.properties = properties;
	}

	/**
	 * Writes an event, without waiting for it.
	 * @param trace the trace that goes with it
	 * @param received when the event's last byte arrived, of {@link System#nanoTime()}
	 * @return what became of the event; it never fails and is there within the deadline
	 */
	CompletableFuture<PublishResult> publish(Topic topic, Acks acks, Event event, TraceContext trace, long received) {
		return measured(topic, acks, received, write(topic, acks, event, trace, received));
	}

	/**
	 * Writes an event as soon as there is room for it among what waits for Kafka.
	 * @param size how much room it takes, about
	 * @param patient whether to go on waiting; if not, the event is refused
	 * @return what became of the event; it never fails and is there within the deadline
	 */
	CompletableFuture<PublishResult> publishWhenRoom(Topic topic, Acks acks, Event event, TraceContext trace, long size,
			BooleanSupplier patient) throws InterruptedException {
		long received = System.nanoTime();
		CompletableFuture<PublishResult> result = write(topic, acks, event, trace, received);
		while (isOverloaded(result) && patient.getAsBoolean()) {
			this.producers.inFlight(acks).awaitRoom(size, LONGEST_WAIT);
			received = System.nanoTime();
			result = write(topic, acks, event, trace, received);
		}
		return measured(topic, acks, received, result);
	}

	private CompletableFuture<PublishResult> measured(Topic topic, Acks acks, long received,
			CompletableFuture<PublishResult> written) {
		return written.thenApply((result) -> {
			this.metrics.settled(topic, acks, written(result), received);
			return result;
		});
	}

	private static boolean isOverloaded(CompletableFuture<PublishResult> result) {
		return result.isDone() && result.join() instanceof NotStored notStored
				&& ProblemType.OVERLOADED.isOf(notStored.problem());
	}

	private static @Nullable Written written(PublishResult result) {
		return (result instanceof NotStored failed) ? failed.problem().written() : null;
	}

	private CompletableFuture<PublishResult> write(Topic topic, Acks acks, Event event, TraceContext trace,
			long received) {
		List<Problem.Place> violations = this.schemas.violations(topic, event);
		if (!violations.isEmpty()) {
			return CompletableFuture.completedFuture(unfit(event, violations));
		}
		try {
			Integer partition = this.admission.partition(topic, acks, key(event));
			ProducerRecord<byte[], byte[]> kafkaRecord = EventRecords.toRecord(topic.name(), partition, event);
			trace.addTo(kafkaRecord.headers());
			return send(topic, acks, event, kafkaRecord, received);
		}
		catch (ProblemException ex) {
			return CompletableFuture.completedFuture(new NotStored(ex.problem().of(event.id(), event.source())));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(failed(topic, event, ex));
		}
	}

	private CompletableFuture<PublishResult> send(Topic topic, Acks acks, Event event,
			ProducerRecord<byte[], byte[]> kafkaRecord, long received) {
		long size = RecordSizes.of(kafkaRecord);
		if (size > topic.maxMessageBytes()) {
			return settled(event, ProblemType.TOO_LARGE,
					"The event's record has %d bytes with its key and headers; topic '%s' takes %d (its max-message-size)."
						.formatted(size, topic.name(), topic.maxMessageBytes()));
		}
		CompletableFuture<PublishResult> result = this.producers.send(acks, kafkaRecord, size)
			.handle((sent, failure) -> (failure == null) ? stored(topic, acks, event, size, sent.getRecordMetadata())
					: failed(topic, event, failure));
		return this.deadlines.within(received, result, () -> late(topic, event));
	}

	private static byte @Nullable [] key(Event event) {
		return (event.key() != null) ? event.key().getBytes(StandardCharsets.UTF_8) : null;
	}

	private Stored stored(Topic topic, Acks acks, Event event, long size, RecordMetadata metadata) {
		this.metrics.stored(topic, size);
		return new Stored(event.id(), event.source(), metadata.topic(), metadata.partition(),
				metadata.hasOffset() ? metadata.offset() : null, Instant.ofEpochMilli(metadata.timestamp()), acks);
	}

	private NotStored failed(Topic topic, Event event, Throwable failure) {
		ProblemType type = this.admission.judge(topic, failure);
		String said = KafkaOutcomes.describe(failure);
		if (type.written() == Written.UNKNOWN) {
			this.anomalies.report(topic, event, said);
		}
		return notStored(event, type, "Kafka's client says of topic '%s': %s".formatted(topic.name(), said));
	}

	private NotStored late(Topic topic, Event event) {
		return notStored(event, ProblemType.NOT_ACKNOWLEDGED,
				"Kafka has not acknowledged the event on topic '%s' within %d ms. It may be written all the same: send it again with the same id."
					.formatted(topic.name(), this.properties.deadline().toMillis()));
	}

	private static NotStored unfit(Event event, List<Problem.Place> violations) {
		Problem.Place first = violations.get(0);
		String where = (violations.size() == 1) ? "%s: %s".formatted(first.pointer(), first.message())
				: "%d things are wrong with it, see errors.".formatted(violations.size());
		Problem problem = ProblemType.SCHEMA_VIOLATION
			.problem("The data does not fit the schema of type '%s'. %s".formatted(event.type(), where));
		return new NotStored(problem.at(violations).of(event.id(), event.source()));
	}

	private static CompletableFuture<PublishResult> settled(Event event, ProblemType type, String detail) {
		return CompletableFuture.completedFuture(notStored(event, type, detail));
	}

	private static NotStored notStored(Event event, ProblemType type, String detail) {
		return new NotStored(type.problem(detail).of(event.id(), event.source()));
	}

}
