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

	private static final long PAUSE_MILLIS = 10;

	private final NativeEventReader reader;

	private final EventRouter router;

	private final EventPublisher publisher;

	private final int maxEventSize;

	private final int memory;

	private final Semaphore free;

	StreamIntake(NativeEventReader reader, EventRouter router, EventPublisher publisher, PublishProperties properties) {
		this.reader = reader;
		this.router = router;
		this.publisher = publisher;
		this.maxEventSize = properties.eventLimit().bytes();
		this.memory = (int) properties.streamMemory().toBytes();
		this.free = new Semaphore(this.memory, true);
	}

	/**
	 * Publishes the event on a line, and waits while there is no room for it.
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
		this.free.acquire(charge);
		return publish(routed, stream.trace()).whenComplete((result, failure) -> this.free.release(charge));
	}

	private CompletableFuture<PublishResult> publish(Routed routed, TraceContext trace) throws InterruptedException {
		CompletableFuture<PublishResult> result = attempt(routed, trace);
		while (isOverloaded(result)) {
			TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			result = attempt(routed, trace);
		}
		return result;
	}

	private CompletableFuture<PublishResult> attempt(Routed routed, TraceContext trace) {
		return this.publisher.publish(routed.topic(), routed.acks(), routed.event(), trace, System.nanoTime());
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

	private static boolean isOverloaded(CompletableFuture<PublishResult> result) {
		return result.isDone() && result.join() instanceof NotStored notStored
				&& ProblemType.OVERLOADED.isOf(notStored.problem());
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
