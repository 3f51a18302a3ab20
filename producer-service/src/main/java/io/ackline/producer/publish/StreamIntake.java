package io.ackline.producer.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.ackline.producer.publish.EventRouter.Routed;
import io.ackline.producer.publish.LineReader.Line;
import io.ackline.producer.publish.PublishResult.NotStored;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import io.ackline.producer.web.TraceContext;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Publishes lines of streams. Where a request would be refused because too much waits for
 * Kafka, a stream waits; and all streams together leave room for requests.
 */
@Component
class StreamIntake {

	/**
	 * What a record takes beside the bytes of its line.
	 */
	private static final int OVERHEAD = 512;

	/**
	 * After how long a wait for memory asks whether it is to go on.
	 */
	private static final long LONGEST_WAIT_MILLIS = 500;

	private final NativeEventReader reader;

	private final EventRouter router;

	private final EventPublisher publisher;

	private final OpenStreams streams;

	private final int maxEventSize;

	private final int memory;

	private final Semaphore free;

	StreamIntake(NativeEventReader reader, EventRouter router, EventPublisher publisher, OpenStreams streams,
			PublishProperties properties) {
		this.reader = reader;
		this.router = router;
		this.publisher = publisher;
		this.streams = streams;
		this.maxEventSize = properties.eventLimit().bytes();
		this.memory = (int) properties.streamMemory().toBytes();
		this.free = new Semaphore(this.memory, true);
	}

	/**
	 * Publishes the event on a line, and waits while there is no room for it, unless
	 * streams are to end.
	 * @return what becomes of the event; it never fails
	 */
	CompletableFuture<PublishResult> publish(EventStream stream, Line line) throws InterruptedException {
		Routed routed;
		try {
			routed = this.router.route(stream.named(), read(line, stream.ids()), null, stream.acks(), stream.caller());
		}
		catch (ProblemException ex) {
			return CompletableFuture.completedFuture(new NotStored(ofLine(ex.problem(), line)));
		}
		int charge = (int) Math.min(this.memory, line.size() + OVERHEAD);
		while (!this.free.tryAcquire(charge, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
			if (this.streams.closing()) {
				return CompletableFuture.completedFuture(new NotStored(
						OpenStreams.stopping().of(routed.event().id(), routed.event().source()).problem()));
			}
		}
		return this.publisher
			.publishWhenRoom(routed.topic(), routed.acks(), routed.event(), stream.trace(), charge,
					() -> !this.streams.closing())
			.whenComplete((result, failure) -> this.free.release(charge));
	}

	private EventDraft read(Line line, @Nullable DerivedIds ids) {
		byte[] bytes = line.bytes();
		if (bytes == null) {
			throw ProblemType.TOO_LARGE
				.exception("The line has %d bytes; the limit is %d bytes (ackline.producer.max-event-size)."
					.formatted(line.size(), this.maxEventSize));
		}
		EventDraft draft = this.reader.read(bytes);
		if (ids != null) {
			draft.idIfAbsent(ids.get(line.number()));
		}
		return draft;
	}

	/**
	 * Returns the problem with the number that the line has in the stream.
	 */
	private static Problem ofLine(Problem problem, Line line) {
		return ProblemType.MALFORMED_JSON.isOf(problem)
				? problem.detailed(problem.detail().replaceFirst("^Line 1,", "Line %d,".formatted(line.number())))
				: problem;
	}

}
