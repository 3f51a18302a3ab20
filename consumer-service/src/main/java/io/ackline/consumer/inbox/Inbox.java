package io.ackline.consumer.inbox;

import java.util.ArrayList;
import java.util.List;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.progress.LogPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Takes events out of partitions' logs, each once in effect and in the order of its log.
 * It knows nothing of consumers: whoever hands it records, however often and however
 * late, only the one whose expectation of the progress is right gets anywhere. The
 * protocol is described in {@code docs/decisions/01-inbox.md}.
 */
@Component
public class Inbox {

	private static final Logger log = LoggerFactory.getLogger(Inbox.class);

	private final ShareTransaction transaction;

	private final Handlers handlers;

	private final Isolation isolation;

	private final CircuitBreakers breakers;

	private final InboxProperties properties;

	Inbox(ShareTransaction transaction, Handlers handlers, Isolation isolation, CircuitBreakers breakers,
			InboxProperties properties) {
		this.transaction = transaction;
		this.handlers = handlers;
		this.isolation = isolation;
		this.breakers = breakers;
		this.properties = properties;
	}

	/**
	 * Handles a share, or as much of it as fits one transaction. Events whose handlers
	 * fail are parked, and those of their keys behind them. Records that are no events,
	 * that use the identity of another event, or that their handler calls unprocessable
	 * become dead letters.
	 * @throws DatabaseUnavailable if the database failed. The progress has to be read
	 * again, as the transaction may have been committed
	 */
	public Outcome process(Share share) {
		try {
			Outcome outcome = handle(share);
			if (outcome instanceof Outcome.Committed) {
				this.isolation.survived(share.partition());
			}
			return outcome;
		}
		catch (DatabaseUnavailable ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw DatabaseFailures.isCauseOf(ex) ? new DatabaseUnavailable(ex) : ex;
		}
	}

	private Outcome handle(Share share) {
		int size = Math.min(share.records().size(), this.properties.batchSize());
		Isolation.Verdict verdict = this.isolation.judge(share, size);
		List<Entry> entries = entries(share, (verdict == Isolation.Verdict.TRUSTED) ? size : 1);
		if (verdict == Isolation.Verdict.GUILTY) {
			entries.get(0).fails(new ProcessEnded());
			return apart(share, entries);
		}
		return together(share, entries);
	}

	private List<Entry> entries(Share share, int size) {
		List<Entry> entries = new ArrayList<>(size);
		share.records().subList(0, size).forEach((r) -> entries.add(Entry.of(r, share, this.handlers)));
		return entries;
	}

	private Outcome together(Share share, List<Entry> entries) {
		Outcome outcome;
		try {
			outcome = this.transaction.run(share, entries);
		}
		catch (EntryFailure ex) {
			return afterPrefix(share, entries, entries.indexOf(ex.entry()));
		}
		catch (RuntimeException ex) {
			if (ex instanceof DatabaseUnavailable || DatabaseFailures.isCauseOf(ex)) {
				throw ex;
			}
			log.warn("Handling {} apart, as together they fail: {}", share.partition(), ex.toString());
			return apart(share, entries);
		}
		if (outcome instanceof Outcome.Committed) {
			this.breakers.passed(share.partition());
		}
		return outcome;
	}

	/**
	 * Commits what precedes the entry that failed first, then goes on with that. Called
	 * for fewer entries, or fewer with a handler to call, each time.
	 */
	private Outcome afterPrefix(Share share, List<Entry> entries, int failed) {
		Share rest = share;
		if (failed > 0) {
			List<Entry> prefix = entries.subList(0, failed);
			Outcome before = prefix(share, prefix);
			if (!(before instanceof Outcome.Committed committed)
					|| committed.progress().nextOffset() <= prefix.get(failed - 1).offset()) {
				return before;
			}
			rest = share.after(failed, committed.progress());
		}
		List<Entry> left = entries.subList(failed, entries.size());
		return (left.get(0).death() != null) ? together(rest, left) : apart(rest, left);
	}

	private Outcome prefix(Share share, List<Entry> entries) {
		try {
			Outcome outcome = this.transaction.run(share, entries);
			this.breakers.handled(share.partition(), EntryParking.keys(share, entries));
			return outcome;
		}
		catch (EntryFailure ex) {
			return afterPrefix(share, entries, entries.indexOf(ex.entry()));
		}
	}

	private Outcome apart(Share share, List<Entry> entries) {
		while (true) {
			try {
				return this.transaction.runEach(share, entries);
			}
			catch (EntryFailure ex) {
				// Its entry knows, and is not called again.
				log.warn("The handler of {} at offset {} lost the transaction", share.partition(), ex.entry().offset());
			}
		}
	}

	/**
	 * Forgets a partition that is given up in good order, so that nothing is suspected of
	 * having ended the process.
	 */
	public void release(LogPartition partition) {
		this.breakers.forget(partition);
		try {
			this.isolation.release(partition);
		}
		catch (RuntimeException ex) {
			// Then the next owner counts one try too many.
			log.warn("The announcement of {} cannot be taken back: {}", partition, DatabaseFailures.message(ex));
		}
	}

	/**
	 * Forgets a partition that was lost.
	 */
	public void forget(LogPartition partition) {
		this.breakers.forget(partition);
		this.isolation.forget(partition);
	}

}
