package io.ackline.consumer.deadletter;

import java.util.function.BooleanSupplier;

import io.ackline.consumer.web.ProblemException;
import io.ackline.consumer.web.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators do with a dead letter. Its row is locked last, after all that the
 * inbox's protocol locks.
 */
@Component
class DeadLetterOperations {

	private final TransactionTemplate transaction;

	private final DeadLetterDecisions decisions;

	private final KeyQueues queues;

	private final MeterRegistry metrics;

	DeadLetterOperations(TransactionTemplate transaction, DeadLetterDecisions decisions, KeyQueues queues,
			MeterRegistry metrics) {
		this.transaction = transaction;
		this.decisions = decisions;
		this.queues = queues;
		this.metrics = metrics;
	}

	/**
	 * Has the event of a letter handled again, when its turn comes in its key's queue.
	 * @param by who wants it, {@code null} for whoever scheduled it
	 * @return whether it was done; {@code false} if the letter is decided on already, or
	 * its event is not dead
	 * @throws Problem if there is no such letter, or its event cannot be handled
	 */
	boolean retry(long number, @Nullable String by) {
		BuriedEvent event = find(number);
		requireRetryable(event);
		return decide(event, "retried",
				() -> this.queues.takeBack(event) && this.decisions.retried(event.number(), by));
	}

	/**
	 * Notes that the event of a letter will not be handled.
	 * @return whether it was done; {@code false} if the letter is decided on already
	 * @throws Problem if there is no such letter
	 */
	boolean discard(long number, String reason, String by) {
		BuriedEvent event = find(number);
		return decide(event, "discarded", () -> {
			this.queues.giveUp(event);
			return this.decisions.discarded(event.number(), reason, by);
		});
	}

	private BuriedEvent find(long number) {
		return this.decisions.find(number).orElseThrow(() -> unknown(number));
	}

	static ProblemException unknown(long number) {
		return ProblemType.NOT_FOUND.exception(
				"There is no dead letter %d. GET /api/v1/dead-letters lists those that there are.".formatted(number));
	}

	private static void requireRetryable(BuriedEvent event) {
		if (event.is(DeadLetter.Reason.ID_CONFLICT)) {
			throw ProblemType.CONFLICT.exception(
					"Dead letter %d cannot be retried: its id belongs to another event. Post its data again with an id of its own, and discard the letter."
						.formatted(event.number()));
		}
		if (event.is(DeadLetter.Reason.UNDECODABLE)) {
			throw ProblemType.NOT_AN_EVENT.exception(
					"Dead letter %d cannot be retried: its record is no event. Post its data again as one, and discard the letter."
						.formatted(event.number()));
		}
	}

	/**
	 * Takes a decision in a transaction, which is rolled back unless all of it is done.
	 */
	private boolean decide(BuriedEvent event, String decision, BooleanSupplier work) {
		boolean done = Boolean.TRUE.equals(this.transaction.execute((status) -> {
			boolean all = work.getAsBoolean();
			if (!all) {
				status.setRollbackOnly();
			}
			return all;
		}));
		if (done) {
			this.metrics
				.counter("ackline.dead.letters." + decision, "topic", event.partition().topic(), "reason",
						event.reason())
				.increment();
		}
		return done;
	}

}
