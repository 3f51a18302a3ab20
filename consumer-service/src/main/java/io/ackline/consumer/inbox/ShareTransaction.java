package io.ackline.consumer.inbox;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.progress.Progress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One try of entries of a share, as one transaction: the progress, the identities, the
 * handlers' effects, the receipts, what is parked and the dead letters.
 */
@Component
class ShareTransaction {

	private final TransactionTemplate transaction;

	private final PartitionProgress progress;

	private final InboxReceipts receipts;

	private final EntryHandlers handlers;

	private final EntryParking parking;

	private final EntryBurial burial;

	private final CircuitBreakers breakers;

	private final InboxMetrics metrics;

	ShareTransaction(TransactionTemplate transaction, PartitionProgress progress, InboxReceipts receipts,
			EntryHandlers handlers, EntryParking parking, EntryBurial burial, CircuitBreakers breakers,
			InboxMetrics metrics) {
		this.transaction = transaction;
		this.progress = progress;
		this.receipts = receipts;
		this.handlers = handlers;
		this.parking = parking;
		this.burial = burial;
		this.breakers = breakers;
		this.metrics = metrics;
	}

	/**
	 * Tries the entries, which are the first of the share, all together.
	 * @return {@link Outcome.Committed}, perhaps for a part of the entries only, or
	 * {@link Outcome.Superseded}
	 * @throws EntryFailure if a handler failed; nothing is committed
	 */
	Outcome run(Share share, List<Entry> entries) {
		return run(share, entries, false);
	}

	/**
	 * Tries the entries, which are the first of the share, in a way that finds those that
	 * fail. They are parked.
	 * @return {@link Outcome.Committed}, perhaps for a part of the entries only,
	 * {@link Outcome.Superseded}, or {@link Outcome.Blocked} if too many failed
	 * @throws EntryFailure if handlers lost the transaction, of which their entries know;
	 * nothing is committed
	 */
	Outcome runEach(Share share, List<Entry> entries) {
		return run(share, entries, true);
	}

	private Outcome run(Share share, List<Entry> entries, boolean each) {
		InboxMetrics.Tally tally = this.metrics.start(share);
		try {
			@Nullable Outcome outcome = this.transaction.<Outcome>execute((status) -> run(status, share, entries, each, tally));
			return tally.end(Objects.requireNonNull(outcome));
		}
		catch (TransactionSystemException ex) {
			// The connection was lost, and the transaction with it; what lost it counts.
			throw (ex.getApplicationException() instanceof RuntimeException original) ? original : ex;
		}
	}

	private Outcome run(TransactionStatus status, Share share, List<Entry> entries, boolean each,
			InboxMetrics.Tally tally) {
		Progress next = after(share, entries.get(entries.size() - 1));
		if (!this.progress.advance(share.partition(), share.expected(), next)) {
			status.setRollbackOnly();
			return new Outcome.Superseded();
		}
		this.parking.findParked(share, entries);
		Set<Long> unseen = this.receipts.insertUnseen(share, entries);
		List<Entry> conflicting = (unseen.size() < entries.size()) ? this.burial.conflicting(share, entries, unseen)
				: List.of();
		List<Entry> turn = entries.stream()
			.filter((entry) -> entry.death() == null && unseen.contains(entry.offset()))
			.filter((entry) -> each || !entry.isBehind())
			.toList();
		int done = each ? this.handlers.handleEach(status, share, turn) : this.handlers.handle(status, turn);
		Tried tried = new Tried(entries, conflicting, unseen, next);
		if (done < turn.size()) {
			tried = cut(share, tried, turn.get(done));
		}
		if (each) {
			Entry first = failing(share, tried);
			if (first != null) {
				status.setRollbackOnly();
				return new Outcome.Blocked(share.expected(), first.offset(), Objects.requireNonNull(first.failure()));
			}
			rewrite(share, tried);
		}
		settle(share, tried, tally);
		return new Outcome.Committed(tried.next());
	}

	private static Progress after(Share share, Entry last) {
		return share.expected()
			.next(last.offset() + 1, last.kafkaRecord().leaderEpoch().orElse(share.expected().leaderEpoch()));
	}

	/**
	 * Ends the transaction's work early, before the first entry that was not handled.
	 */
	private Tried cut(Share share, Tried tried, Entry first) {
		List<Entry> kept = tried.entries().subList(0, tried.entries().indexOf(first));
		this.receipts.takeBack(share, tried.unseen(), first.offset());
		Progress next = share.expected().next(first.offset(), after(share, kept.get(kept.size() - 1)).leaderEpoch());
		this.progress.shorten(share.partition(), next);
		return new Tried(kept, tried.conflicting().stream().filter((entry) -> entry.offset() < first.offset()).toList(),
				tried.unseen(), next);
	}

	/**
	 * Returns the first entry that failed, if so many did that the partition is to pause.
	 */
	private @Nullable Entry failing(Share share, Tried tried) {
		List<Entry> called = tried.settled().filter((entry) -> !entry.isBehind() && !entry.hasEndedProcess()).toList();
		List<Entry> failed = called.stream().filter((entry) -> entry.failure() != null).toList();
		boolean opens = !failed.isEmpty() && this.breakers.opens(share.partition(), EntryParking.keys(share, called),
				EntryParking.keys(share, failed));
		return opens ? failed.get(0) : null;
	}

	/**
	 * Has the receipts say what became of entries of which some may have failed.
	 */
	private void rewrite(Share share, Tried tried) {
		List<Entry> unsettled = tried.settled().filter((entry) -> !entry.state().equals("processed")).toList();
		if (!unsettled.isEmpty()) {
			this.receipts.rewrite(share, unsettled);
		}
	}

	private void settle(Share share, Tried tried, InboxMetrics.Tally tally) {
		List<Entry> parked = tried.settled().filter(Entry::isParked).toList();
		if (!parked.isEmpty()) {
			this.parking.park(share, parked);
		}
		tally.count(tried.entries().size(), tried.settled().toList(),
				this.burial.bury(share, tried.entries(), tried.conflicting(), tried.unseen()));
	}

	/**
	 * What was tried in a transaction.
	 *
	 * @param unseen the offsets of those entries whose identity was not seen before
	 */
	private record Tried(List<Entry> entries, List<Entry> conflicting, Set<Long> unseen, Progress next) {

		Stream<Entry> settled() {
			return this.entries.stream().filter((entry) -> this.unseen.contains(entry.offset()));
		}

	}

}
