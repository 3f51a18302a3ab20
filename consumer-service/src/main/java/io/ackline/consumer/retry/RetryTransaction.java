package io.ackline.consumer.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.handler.HandlerCall;
import io.ackline.consumer.handler.HandlerFailure;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.inbox.InboxProperties;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.ParkedReceipts;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.events.EventRecords;
import io.ackline.events.UndecodableRecord;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One try of the first events of a leased key, as one transaction: the handlers' effects,
 * the receipts, and the queue.
 */
@Component
class RetryTransaction {

	private final TransactionTemplate transaction;

	private final ParkedKeys keys;

	private final ParkedEvents events;

	private final ParkedReceipts receipts;

	private final Handlers handlers;

	private final InboxProperties inbox;

	private final RetryProperties properties;

	RetryTransaction(TransactionTemplate transaction, ParkedKeys keys, ParkedEvents events, ParkedReceipts receipts,
			Handlers handlers, InboxProperties inbox, RetryProperties properties) {
		this.transaction = transaction;
		this.keys = keys;
		this.events = events;
		this.receipts = receipts;
		this.handlers = handlers;
		this.inbox = inbox;
		this.properties = properties;
	}

	/**
	 * Handles the first events of a key's queue.
	 * @param limit most events to handle
	 * @return how many were handled, and are out of the queue; 0 if it is empty
	 * @throws LeaseLost if the lease is lost
	 * @throws RetryFailure if a handler failed, or cannot be called; nothing is committed
	 * @throws DatabaseUnavailable if the database failed
	 */
	int run(Lease lease, int limit) {
		try {
			return Objects.requireNonNull(this.transaction.execute((status) -> run(status, lease, limit)));
		}
		catch (TransactionSystemException ex) {
			// The connection was lost, and the transaction with it; what lost it counts.
			throw (ex.getApplicationException() instanceof RuntimeException original) ? original : ex;
		}
	}

	private Integer run(TransactionStatus status, Lease lease, int limit) {
		if (!this.keys.renew(lease, this.properties.lease())) {
			throw new LeaseLost(lease);
		}
		List<ParkedEvent> first = this.events.first(lease.key(), limit);
		if (first.isEmpty()) {
			return 0;
		}
		ParkedEvent head = first.get(0);
		if (head.attempts() >= this.properties.maxAttempts()) {
			throw new RetryFailure(head, 0, 1, new AttemptsUsedUp(String.valueOf(head.error())));
		}
		List<HandlerCall> calls = calls(lease, first);
		int done = handle(first, calls);
		try {
			if (status.isRollbackOnly()) {
				throw new IllegalStateException("A handler marked the transaction to be rolled back, and returned");
			}
			this.receipts.processed(lease.key().partition(), first.subList(0, done));
			this.events.remove(lease.key(), first.subList(0, done));
		}
		catch (RuntimeException ex) {
			// Fails after a statement that failed, which a handler ignored.
			throw DatabaseFailures.isCauseOf(ex) ? ex : new RetryFailure(head, 0, done, ex);
		}
		return done;
	}

	/**
	 * Returns the calls of the events up to the first that no handler takes.
	 */
	private List<HandlerCall> calls(Lease lease, List<ParkedEvent> first) {
		List<HandlerCall> calls = new ArrayList<>();
		for (ParkedEvent event : first) {
			try {
				calls.add(this.handlers.bind(
						EventRecords.toEvent(event.kafkaRecord(), lease.key().partition().topicId(), event.type()),
						event.kafkaRecord().headers()));
			}
			catch (UndecodableRecord | UnprocessableEvent ex) {
				if (calls.isEmpty()) {
					throw new RetryFailure(event, 0, 1, ex);
				}
				return calls;
			}
		}
		return calls;
	}

	private int handle(List<ParkedEvent> events, List<HandlerCall> calls) {
		long start = System.nanoTime();
		Duration time = (calls.size() > 1) ? this.inbox.batchTime() : Duration.ZERO;
		try {
			int done = this.handlers.run(calls, false, () -> since(start).compareTo(time) > 0);
			if (isLate(start, time)) {
				throw new RetryFailure(events.get(0), 0, done, late(start));
			}
			return done;
		}
		catch (HandlerFailure ex) {
			if (DatabaseFailures.isCauseOf(ex) && !isLate(start, time)) {
				throw new DatabaseUnavailable(ex);
			}
			throw new RetryFailure(events.get(ex.first()), ex.first(),
					ex.isAttributed() ? 1 : calls.size() - ex.first(), ex.thrown());
		}
	}

	private boolean isLate(long start, Duration time) {
		return since(start).compareTo(time.plus(this.inbox.handlerTimeout())) > 0;
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private TimeoutException late(long start) {
		return new TimeoutException("The handler returned after %d s; it has %d s. Make it do less, or raise %s."
			.formatted(since(start).toSeconds(), this.inbox.handlerTimeout().toSeconds(),
					"ackline.consumer.inbox.handler-timeout"));
	}

}
