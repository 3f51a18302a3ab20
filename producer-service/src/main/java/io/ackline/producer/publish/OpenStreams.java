package io.ackline.producer.publish;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

import io.ackline.producer.leaving.Leaving;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;

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

	private final int limit;

	private final Semaphore places;

	private final Executor writers;

	private final Leaving leaving;

	OpenStreams(PublishProperties properties, SimpleAsyncTaskExecutorBuilder executors, Leaving leaving) {
		this.leaving = leaving;
		this.limit = properties.maxStreams();
		this.places = new Semaphore(this.limit);
		this.writers = executors.threadNamePrefix("stream-answer-").build();
	}

	/**
	 * Takes a place for a stream, which is to be left.
	 * @throws ProblemException if there is none
	 */
	void enter() {
		if (!this.places.tryAcquire()) {
			throw ProblemType.OVERLOADED
				.exception("%d streams are open already (ackline.producer.max-streams). Try again later."
					.formatted(this.limit));
		}
	}

	void leave() {
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

	static ProblemException stopping() {
		return ProblemType.SHUTTING_DOWN
			.exception("The service is stopping: send the lines that are not settled once more.");
	}

}
