package io.ackline.consumer.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.handler.HandlerCall;
import io.ackline.consumer.handler.HandlerFailure;
import io.ackline.consumer.handler.Handlers;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * Calls the handlers of entries within the transaction of their share.
 */
@Component
class EntryHandlers {

	private static final String ROLLBACK_ONLY = "A handler marked the transaction to be rolled back, and returned";

	private final Handlers handlers;

	private final InboxProperties properties;

	EntryHandlers(Handlers handlers, InboxProperties properties) {
		this.handlers = handlers;
		this.properties = properties;
	}

	/**
	 * Calls the handlers of entries, of as many as there is time for.
	 * @return how many of the entries were handled
	 * @throws EntryFailure if a handler failed
	 */
	int handle(TransactionStatus transaction, List<Entry> entries) {
		List<HandlerCall> calls = calls(entries);
		long start = System.nanoTime();
		try {
			int done = this.handlers.run(calls, false, () -> since(start).compareTo(this.properties.batchTime()) > 0);
			if (isLate(start, this.properties.batchTime())) {
				throw new EntryFailure(entries.get(done - 1), done == 1, late(start));
			}
			if (done > 0) {
				requireSound(transaction, entries.get(0), done == 1);
			}
			return done;
		}
		catch (HandlerFailure ex) {
			if (DatabaseFailures.isCauseOf(ex) && !isLate(start, this.properties.batchTime())) {
				throw new DatabaseUnavailable(ex);
			}
			int first = DatabaseFailures.isConsequence(ex) ? 0 : ex.first();
			throw new EntryFailure(entries.get(first), first == ex.first() && ex.isAttributed(), ex.thrown());
		}
	}

	/**
	 * Makes sure that the transaction can be committed: a handler that ignored a failed
	 * statement would have it rolled back, and nobody would be told.
	 */
	private static void requireSound(TransactionStatus transaction, Entry first, boolean attributed) {
		if (transaction.isRollbackOnly()) {
			throw new EntryFailure(first, attributed, new IllegalStateException(ROLLBACK_ONLY));
		}
		try {
			transaction.createSavepoint();
		}
		catch (RuntimeException ex) {
			if (DatabaseFailures.isConsequence(ex)) {
				throw new EntryFailure(first, attributed, ex);
			}
			throw ex;
		}
	}

	/**
	 * Calls the handlers of entries under savepoints, of as many as there is time for:
	 * batch handlers with fewer and fewer entries, until it is known which are at fault.
	 * An entry that fails knows of it, and later ones of its key go behind it uncalled.
	 * @return how many of the entries were dealt with
	 * @throws EntryFailure if handlers lost the transaction, of which their entries know
	 */
	int handleEach(TransactionStatus transaction, Share share, List<Entry> entries) {
		long start = System.nanoTime();
		return new FaultSearch(share, entries).run((turn) -> succeed(transaction, turn),
				() -> since(start).compareTo(this.properties.batchTime()) > 0);
	}

	/**
	 * Calls the handlers of entries under a savepoint, which is gone back to if they
	 * fail.
	 */
	private boolean succeed(TransactionStatus transaction, List<Entry> turn) {
		boolean alone = turn.size() == 1;
		Duration grace = alone ? Duration.ZERO : this.properties.batchTime();
		Object savepoint = transaction.createSavepoint();
		long start = System.nanoTime();
		try {
			this.handlers.run(calls(turn), alone, () -> false);
			if (isLate(start, grace)) {
				throw late(start);
			}
			if (transaction.isRollbackOnly()) {
				throw new IllegalStateException(ROLLBACK_ONLY);
			}
			// Fails after a statement that failed, which the handler ignored.
			transaction.releaseSavepoint(savepoint);
			return true;
		}
		catch (Exception ex) {
			boolean late = isLate(start, grace);
			if (DatabaseFailures.isCauseOf(ex) && !late) {
				throw new DatabaseUnavailable(ex);
			}
			if (alone) {
				turn.get(0).fails(late ? late(start) : (ex instanceof HandlerFailure failure) ? failure.thrown() : ex);
			}
			else if (late) {
				turn.forEach(Entry::goesAlone);
			}
			rollback(transaction, savepoint, turn.get(0), late);
			return false;
		}
	}

	private static List<HandlerCall> calls(List<Entry> entries) {
		return entries.stream().map(Entry::call).filter(Objects::nonNull).toList();
	}

	private static void rollback(TransactionStatus transaction, Object savepoint, Entry entry, boolean late) {
		try {
			transaction.rollbackToSavepoint(savepoint);
		}
		catch (RuntimeException ex) {
			if (late) {
				throw new EntryFailure(entry, false, ex);
			}
			throw ex;
		}
	}

	private boolean isLate(long start, Duration grace) {
		return since(start).compareTo(grace.plus(this.properties.handlerTimeout())) > 0;
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private TimeoutException late(long start) {
		return new TimeoutException("The handler returned after %d s; it has %d s. Make it do less, or raise %s."
			.formatted(since(start).toSeconds(), this.properties.handlerTimeout().toSeconds(),
					"ackline.consumer.inbox.handler-timeout"));
	}

}
