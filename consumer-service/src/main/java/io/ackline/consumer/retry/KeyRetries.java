package io.ackline.consumer.retry;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.parking.RetryProperties.OnExhausted;
import io.ackline.consumer.topic.ConsumedTopics;
import io.ackline.events.UndecodableRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Handles the events of a leased key in their order, until there are none, one fails, or
 * the process is to stop. However it ends, the lease is given back, unless the database
 * is away.
 */
@Component
class KeyRetries {

	private static final Logger log = LoggerFactory.getLogger(KeyRetries.class);

	/**
	 * With as many leases in a row that told nothing, it is the first event that ends
	 * processes.
	 */
	private static final int TRIES = 5;

	/**
	 * Time in which whoever is putting an event behind others gets done.
	 */
	private static final Duration SHORTLY = Duration.ofMillis(100);

	private final RetryTransaction transaction;

	private final RetryOutcomes outcomes;

	private final ParkedKeys keys;

	private final ParkedEvents events;

	private final ConsumedTopics topics;

	private final RetryProperties properties;

	private final RetryMetrics metrics;

	KeyRetries(RetryTransaction transaction, RetryOutcomes outcomes, ParkedKeys keys, ParkedEvents events,
			ConsumedTopics topics, RetryProperties properties, RetryMetrics metrics) {
		this.transaction = transaction;
		this.outcomes = outcomes;
		this.keys = keys;
		this.events = events;
		this.topics = topics;
		this.properties = properties;
		this.metrics = metrics;
	}

	/**
	 * Handles the events of a key.
	 * @param running asked before each transaction whether to go on
	 * @throws DatabaseUnavailable if the database failed
	 */
	void handle(Lease lease, BooleanSupplier running) {
		try {
			if (lease.tries() < TRIES || goesOnAfterEnd(lease)) {
				goOn(lease, running);
			}
		}
		catch (LeaseLost ex) {
			log.warn("{}, another instance goes on with its events", ex.getMessage());
		}
		catch (RuntimeException ex) {
			if (ex instanceof DatabaseUnavailable || DatabaseFailures.isCauseOf(ex)) {
				this.keys.release(lease, SHORTLY);
				throw (ex instanceof DatabaseUnavailable away) ? away : new DatabaseUnavailable(ex);
			}
			this.keys.postpone(lease, this.properties.backOff(1));
			throw ex;
		}
	}

	/**
	 * Gives the first event up: each further attempt would end a process that others work
	 * in.
	 */
	private boolean goesOnAfterEnd(Lease lease) {
		ParkedEvent head = this.events.first(lease.key(), 1).stream().findFirst().orElse(null);
		if (head == null) {
			return true;
		}
		IllegalStateException end = new IllegalStateException(
				"The process ended %d times while the event was handled".formatted(lease.tries() - 1));
		this.metrics.failed(lease);
		this.outcomes.failedForGood(lease, head, end);
		return exhausted(lease, head, end);
	}

	private void goOn(Lease lease, BooleanSupplier running) {
		int limit = 1;
		while (running.getAsBoolean()) {
			try {
				int done = this.transaction.run(lease, limit);
				if (done == 0) {
					empty(lease);
					return;
				}
				this.metrics.processed(lease, done);
				// Events that may end the process are handled alone.
				limit = (lease.tries() == 1) ? Math.min(2 * limit, this.properties.batchSize()) : 1;
			}
			catch (RetryFailure ex) {
				if (!ex.isOfFirst()) {
					limit = ex.next();
				}
				else if (failed(lease, ex.event(), ex.thrown())) {
					limit = 1;
				}
				else {
					return;
				}
			}
		}
		this.keys.release(lease, Duration.ZERO);
	}

	private void empty(Lease lease) {
		if (!this.outcomes.emptied(lease)) {
			this.keys.postpone(lease, SHORTLY);
		}
	}

	/**
	 * Settles what becomes of the first event, whose handler failed.
	 * @return whether to go on with the next
	 */
	private boolean failed(Lease lease, ParkedEvent event, Throwable thrown) {
		if (thrown instanceof UnprocessableEvent) {
			return died(lease, event, DeadLetter.Reason.UNPROCESSABLE, thrown);
		}
		if (thrown instanceof UndecodableRecord) {
			return died(lease, event, DeadLetter.Reason.UNDECODABLE, thrown);
		}
		if (thrown instanceof AttemptsUsedUp) {
			return exhausted(lease, event, thrown);
		}
		log.warn("{} at offset {} failed, attempt {}: {}", lease.key(), event.offset(), event.attempts() + 1,
				thrown.toString());
		this.metrics.failed(lease);
		return this.outcomes.failed(lease, event, thrown) && exhausted(lease, event, thrown);
	}

	private boolean exhausted(Lease lease, ParkedEvent event, Throwable thrown) {
		if (this.topics.onExhausted(lease.key().partition().topic()) == OnExhausted.CONTINUE) {
			return died(lease, event, DeadLetter.Reason.EXHAUSTED, thrown);
		}
		if (this.outcomes.held(lease, event, thrown)) {
			this.metrics.died(lease, DeadLetter.Reason.EXHAUSTED);
			log.warn("{} is held for an operator, at offset {}: {}", lease.key(), event.offset(), thrown.toString());
		}
		else {
			this.keys.release(lease, SHORTLY);
		}
		return false;
	}

	private boolean died(Lease lease, ParkedEvent event, DeadLetter.Reason reason, Throwable thrown) {
		this.outcomes.died(lease, event, reason, thrown);
		this.metrics.died(lease, reason);
		log.warn("{} at offset {} is dead, {}: {}", lease.key(), event.offset(), reason.text(), thrown.toString());
		return true;
	}

}
