package io.ackline.consumer.deadletter;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.ackline.consumer.parking.ParkedKey;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.Parking;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators do with dead letters. Locks are taken in the order of the inbox's
 * protocol: progress, parked key, receipt, and the letter last.
 */
@Component
class DeadLetterOperations {

	private static final Logger log = LoggerFactory.getLogger(DeadLetterOperations.class);

	private static final int DUE_AT_ONCE = 100;

	private final TransactionTemplate transaction;

	private final DeadLetterDecisions decisions;

	private final PartitionProgress progress;

	private final Parking parking;

	private final ParkedKeys parkedKeys;

	private final MeterRegistry metrics;

	DeadLetterOperations(TransactionTemplate transaction, DeadLetterDecisions decisions, PartitionProgress progress,
			Parking parking, ParkedKeys parkedKeys, MeterRegistry metrics) {
		this.transaction = transaction;
		this.decisions = decisions;
		this.progress = progress;
		this.parking = parking;
		this.parkedKeys = parkedKeys;
		this.metrics = metrics;
	}

	/**
	 * Puts the event of a letter at the end of its key's queue as it now stands. A key
	 * that is held goes on once all of its dead letters are decided on.
	 * @param by who wants it, {@code null} for whoever scheduled it
	 * @return whether it was done; {@code false} if the letter is not undecided any more
	 * @throws Problem if the event cannot be handled again
	 */
	boolean retry(long number, @Nullable String by) {
		BuriedEvent event = find(number);
		requireRetryable(event);
		return decide(event, "retried", () -> this.parking.revive(event.parkedKey(), event.parked())
				&& this.decisions.retried(number, by) && (!isHeld(event) || goOn(event)));
	}

	/**
	 * Notes that the event of a letter will not be handled. A key that is held goes on
	 * once all of its dead letters are decided on.
	 * @return whether it was done; {@code false} if the letter is not undecided any more
	 */
	boolean discard(long number, String reason, String by) {
		BuriedEvent event = find(number);
		return decide(event, "discarded", () -> {
			// Two who decide on the last two letters of a held key see one another.
			this.progress.lock(event.partition());
			boolean held = isHeld(event);
			boolean done = this.decisions.discarded(number, reason, by);
			return done && (!held || goOn(event));
		});
	}

	private BuriedEvent find(long number) {
		return this.decisions.find(number).orElseThrow(() -> unknown(number));
	}

	static Problem unknown(long number) {
		return new Problem(HttpStatus.NOT_FOUND,
				"There is no dead letter %d. GET /api/v1/dead-letters lists those that there are.".formatted(number));
	}

	private static void requireRetryable(BuriedEvent event) {
		if (event.is(DeadLetter.Reason.ID_CONFLICT)) {
			throw new Problem(HttpStatus.CONFLICT,
					"Dead letter %d cannot be retried: its id belongs to another event. Post its data again with an id of its own, and discard the letter."
						.formatted(event.number()));
		}
		if (event.is(DeadLetter.Reason.UNDECODABLE)) {
			throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT,
					"Dead letter %d cannot be retried: its record is no event. Post its data again as one, and discard the letter."
						.formatted(event.number()));
		}
	}

	private boolean decide(BuriedEvent event, String decision, Step step) {
		boolean done = Boolean.TRUE.equals(this.transaction.execute((status) -> {
			boolean taken = step.take();
			if (!taken) {
				status.setRollbackOnly();
			}
			return taken;
		}));
		if (done) {
			this.metrics
				.counter("ackline.dead.letters." + decision, "topic", event.partition().topic(), "reason",
						event.reason())
				.increment();
		}
		return done;
	}

	private boolean isHeld(BuriedEvent event) {
		ParkedKey key = event.parkedKey();
		return this.parkedKeys.keep(key.partition(), Set.of(key.name())).getOrDefault(key.name(), false);
	}

	private boolean goOn(BuriedEvent event) {
		if (this.decisions.areAllOfItsKey(event)) {
			this.parking.resume(event.parkedKey());
		}
		return true;
	}

	/**
	 * Retries what is scheduled and due, in the order of the schedule. A partition on
	 * which that has to wait is left for later, so that its order is kept.
	 * @return whether there may be more
	 */
	boolean retryDue() {
		Set<LogPartition> waiting = new HashSet<>();
		List<DeadLetterDecisions.Due> due = this.decisions.due(DUE_AT_ONCE);
		for (DeadLetterDecisions.Due letter : due) {
			if (!waiting.contains(letter.partition()) && !retry(letter)) {
				waiting.add(letter.partition());
			}
		}
		return due.size() == DUE_AT_ONCE && waiting.isEmpty();
	}

	/**
	 * Retries a letter that is due.
	 * @return whether it is done with
	 */
	private boolean retry(DeadLetterDecisions.Due letter) {
		try {
			if (!retry(letter.number(), null)) {
				// Somebody else has, or the event is not dead any more.
				this.decisions.unschedule(letter.number());
			}
			return true;
		}
		catch (Problem ex) {
			log.warn("Dead letter {} cannot be retried: {}", letter.number(), ex.getMessage());
			this.decisions.unschedule(letter.number());
			return true;
		}
		catch (DataAccessException | TransactionException ex) {
			log.debug("Dead letter {} waits to be retried", letter.number(), ex);
			return false;
		}
	}

	/**
	 * A part of a transaction that can find out that there is nothing to do.
	 */
	@FunctionalInterface
	private interface Step {

		/**
		 * Takes the step.
		 * @return whether all is as it should be; else the transaction is rolled back
		 */
		boolean take();

	}

}
