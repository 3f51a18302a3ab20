package io.ackline.consumer.inbox;

import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.deadletter.DeadLetters;
import io.ackline.consumer.handler.HandlerCall;
import io.ackline.consumer.handler.HandlerFailure;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.progress.Progress;
import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One try of entries of a share, as one transaction: the progress, the identities, the
 * handlers' effects, the receipts and the dead letters.
 */
@Component
class ShareTransaction {

	private final TransactionTemplate transaction;

	private final PartitionProgress progress;

	private final InboxReceipts receipts;

	private final DeadLetters deadLetters;

	private final Handlers handlers;

	private final InboxProperties properties;

	private final InboxMetrics metrics;

	ShareTransaction(TransactionTemplate transaction, PartitionProgress progress, InboxReceipts receipts,
			DeadLetters deadLetters, Handlers handlers, InboxProperties properties, InboxMetrics metrics) {
		this.transaction = transaction;
		this.progress = progress;
		this.receipts = receipts;
		this.deadLetters = deadLetters;
		this.handlers = handlers;
		this.properties = properties;
		this.metrics = metrics;
	}

	/**
	 * Tries the entries, which are the first of the share.
	 * @param alone whether batch handlers get each event alone
	 * @return {@link Outcome.Committed}, perhaps for a part of the entries only, or
	 * {@link Outcome.Superseded}
	 * @throws EntryFailure if a handler failed; nothing is committed
	 */
	Outcome run(Share share, List<Entry> entries, boolean alone) {
		InboxMetrics.Tally tally = this.metrics.start(share);
		try {
			return tally.end(tryTo(share, entries, alone, tally));
		}
		catch (TransactionSystemException ex) {
			// The connection was lost, and the transaction with it; what lost it counts.
			throw (ex.getApplicationException() instanceof RuntimeException original) ? original : ex;
		}
	}

	private Outcome tryTo(Share share, List<Entry> entries, boolean alone, InboxMetrics.Tally tally) {
		@Nullable Outcome outcome = this.transaction.<Outcome>execute((status) -> {
			Progress next = after(share, entries.get(entries.size() - 1));
			if (!this.progress.advance(share.partition(), share.expected(), next)) {
				status.setRollbackOnly();
				return new Outcome.Superseded();
			}
			return new Outcome.Committed(write(share, entries, next, alone, tally));
		});
		return Objects.requireNonNull(outcome);
	}

	private static Progress after(Share share, Entry last) {
		return share.expected()
			.next(last.offset() + 1, last.kafkaRecord().leaderEpoch().orElse(share.expected().leaderEpoch()));
	}

	private Progress write(Share share, List<Entry> entries, Progress next, boolean alone, InboxMetrics.Tally tally) {
		Set<Long> unseen = this.receipts.insertUnseen(share, entries);
		List<Entry> conflicting = (unseen.size() < entries.size()) ? conflicting(share, entries, unseen) : List.of();
		List<Entry> calls = entries.stream()
			.filter((entry) -> entry.call() != null && unseen.contains(entry.offset()))
			.toList();
		int done = handle(calls, alone);
		if (done < calls.size()) {
			return cut(share, entries, conflicting, unseen, calls, done, tally);
		}
		bury(share, entries, conflicting, unseen, tally);
		tally.count(entries.size(), done);
		return next;
	}

	/**
	 * Ends the transaction's work early, before the first entry that was not handled.
	 */
	private Progress cut(Share share, List<Entry> entries, List<Entry> conflicting, Set<Long> unseen, List<Entry> calls,
			int done, InboxMetrics.Tally tally) {
		Entry first = calls.get(done);
		List<Entry> kept = entries.subList(0, entries.indexOf(first));
		this.receipts.takeBack(share, unseen, first.offset());
		Progress next = share.expected().next(first.offset(), after(share, kept.get(kept.size() - 1)).leaderEpoch());
		this.progress.shorten(share.partition(), next);
		bury(share, kept, conflicting.stream().filter((entry) -> entry.offset() < first.offset()).toList(), unseen,
				tally);
		tally.count(kept.size(), done);
		return next;
	}

	/**
	 * Returns an entry of its own for each that uses the identity of another event.
	 */
	private List<Entry> conflicting(Share share, List<Entry> entries, Set<Long> unseen) {
		List<Entry> seen = entries.stream()
			.filter((entry) -> entry.isDecoded() && !unseen.contains(entry.offset()))
			.toList();
		Map<InboxReceipts.Identity, byte[]> digests = this.receipts.digests(share, seen);
		List<Entry> conflicting = new ArrayList<>();
		for (Entry entry : seen) {
			byte[] digest = digests.get(InboxReceipts.Identity.of(entry));
			if (digest == null) {
				throw new DatabaseUnavailable(new SQLTransientException(
						"The receipt of '%s' was purged meanwhile".formatted(entry.event().id()), "40001"));
			}
			if (!Arrays.equals(digest, entry.digest())) {
				conflicting.add(entry.conflicting(share));
			}
		}
		return conflicting;
	}

	private int handle(List<Entry> entries, boolean alone) {
		List<HandlerCall> calls = entries.stream().map(Entry::call).filter(Objects::nonNull).toList();
		long start = System.nanoTime();
		try {
			int done = this.handlers.run(calls, alone,
					() -> System.nanoTime() - start > this.properties.batchTime().toNanos());
			if (isOverdue(start)) {
				throw new EntryFailure(entries.get(done - 1), done == 1 || alone, overdue(start));
			}
			return done;
		}
		catch (HandlerFailure ex) {
			if (DatabaseFailures.isCauseOf(ex) && !isOverdue(start)) {
				throw new DatabaseUnavailable(ex);
			}
			throw new EntryFailure(entries.get(ex.first()), ex.isAttributed(), ex.thrown());
		}
	}

	private boolean isOverdue(long start) {
		return System.nanoTime() - start > this.properties.batchTime().plus(this.properties.handlerTimeout()).toNanos();
	}

	private TimeoutException overdue(long start) {
		return new TimeoutException("The handler returned after %d s; it has %d s. Make it do less, or raise %s."
			.formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds(),
					this.properties.handlerTimeout().toSeconds(), "ackline.consumer.inbox.handler-timeout"));
	}

	private void bury(Share share, List<Entry> entries, List<Entry> conflicting, Set<Long> unseen,
			InboxMetrics.Tally tally) {
		List<DeadLetter> dead = new ArrayList<>();
		for (Entry entry : entries) {
			if (entry.death() != null && unseen.contains(entry.offset())) {
				dead.add(letter(share, entry, entry.isDecoded() ? entry.event() : null));
			}
		}
		if (!conflicting.isEmpty()) {
			this.receipts.insertUnseen(share, conflicting);
			conflicting.forEach((entry) -> dead.add(letter(share, entry, claimed(entries, entry))));
		}
		if (!dead.isEmpty()) {
			this.deadLetters.add(dead);
			tally.dead(dead);
		}
	}

	private static Event claimed(List<Entry> entries, Entry conflicting) {
		return entries.stream()
			.filter((entry) -> entry.offset() == conflicting.offset())
			.findFirst()
			.orElseThrow()
			.event();
	}

	private static DeadLetter letter(Share share, Entry entry, @Nullable Event claimed) {
		Entry.Cause death = Objects.requireNonNull(entry.death());
		return new DeadLetter(share.partition().uuid(), entry.kafkaRecord(), entry.event(), claimed, death.reason(),
				death.thrown(), InboxReceipts.attempts(share, entry));
	}

}
