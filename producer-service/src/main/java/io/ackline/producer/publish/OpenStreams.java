package io.ackline.producer.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

import io.ackline.producer.leaving.Leaving;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import io.ackline.producer.web.RequestBodies;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.stereotype.Component;

/**
 * The streams that are being read. Each holds the thread of its request and one that
 * writes its answer; their number is bounded, so that requests find threads where they
 * are not virtual. They have no end of their own, so they are ended when the service
 * refuses new work, to stop.
 */
@Component
class OpenStreams {

	/**
	 * How long a client may take with what it is just sending.
	 */
	private static final Duration SILENCE = Duration.ofMillis(100);

	private final Set<StreamBody> open = ConcurrentHashMap.newKeySet();

	private final int limit;

	private final Semaphore places;

	private final Executor writers;

	private final RequestBodies bodies;

	private final Leaving leaving;

	OpenStreams(PublishProperties properties, SimpleAsyncTaskExecutorBuilder executors, RequestBodies bodies,
			Leaving leaving) {
		this.bodies = bodies;
		this.leaving = leaving;
		leaving.whenRefusing(this::endSilent);
		this.limit = properties.maxStreams();
		this.places = new Semaphore(this.limit);
		this.writers = executors.threadNamePrefix("stream-answer-").build();
	}

	/**
	 * Takes a place for a stream, which is to be left, and returns its body.
	 * @throws ProblemException if there is none
	 * @throws IOException if the client is gone
	 */
	StreamBody enter(HttpServletRequest request) throws IOException {
		StreamBody body = new StreamBody(request.getInputStream(), this::closing, this.bodies.ending(request));
		if (!this.places.tryAcquire()) {
			throw ProblemType.OVERLOADED
				.exception("%d streams are open already (ackline.producer.max-streams). Try again later."
					.formatted(this.limit));
		}
		this.open.add(body);
		return body;
	}

	void leave(StreamBody body) {
		this.open.remove(body);
		this.places.release();
	}

	void execute(Runnable writer) {
		this.writers.execute(writer);
	}

	/**
	 * Returns whether streams are to end.
	 */
	boolean closing() {
		return this.leaving.isRefusing();
	}

	/**
	 * Ends the streams whose clients send nothing. Those that do find out with the next
	 * line.
	 */
	private void endSilent() {
		try {
			Thread.sleep(SILENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.open.forEach(StreamBody::endWait);
	}

	static ProblemException stopping() {
		return ProblemType.SHUTTING_DOWN
			.exception("The service is stopping: send the lines that are not settled once more.");
	}

}
