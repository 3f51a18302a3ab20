package io.ackline.consumer.inbox;

import java.util.ArrayList;
import java.util.List;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.handler.Handlers;

import org.springframework.stereotype.Component;

/**
 * Takes events out of partitions' logs, each once in effect and in the order of its log.
 * It knows nothing of consumers: whoever hands it records, however often and however
 * late, only the one whose expectation of the progress is right gets anywhere. The
 * protocol is described in {@code docs/decisions/01-inbox.md}.
 */
@Component
public class Inbox {

	private final ShareTransaction transaction;

	private final Handlers handlers;

	private final InboxProperties properties;

	Inbox(ShareTransaction transaction, Handlers handlers, InboxProperties properties) {
		this.transaction = transaction;
		this.handlers = handlers;
		this.properties = properties;
	}

	/**
	 * Handles a share, or as much of it as fits one transaction. Records that are no
	 * events, that use the identity of another event, or that their handler calls
	 * unprocessable become dead letters.
	 * @throws DatabaseUnavailable if the database failed. The progress has to be read
	 * again, as the transaction may have been committed
	 */
	public Outcome process(Share share) {
		try {
			return handle(share, entries(share), false);
		}
		catch (DatabaseUnavailable ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			if (DatabaseFailures.isCauseOf(ex)) {
				throw new DatabaseUnavailable(ex);
			}
			throw ex;
		}
	}

	private List<Entry> entries(Share share) {
		int size = Math.min(share.records().size(), this.properties.batchSize());
		List<Entry> entries = new ArrayList<>(size);
		share.records().subList(0, size).forEach((r) -> entries.add(Entry.of(r, share, this.handlers)));
		return entries;
	}

	private Outcome handle(Share share, List<Entry> entries, boolean alone) {
		try {
			return this.transaction.run(share, entries, alone);
		}
		catch (EntryFailure ex) {
			if (!ex.isAttributed()) {
				return handle(share, entries, true);
			}
			return handleBefore(share, entries, ex);
		}
	}

	/**
	 * Commits what precedes a failed entry. Called for entries that can only get fewer.
	 */
	private Outcome handleBefore(Share share, List<Entry> entries, EntryFailure failure) {
		Entry failed = failure.entry();
		int index = entries.indexOf(failed);
		if (index == 0) {
			if (!failure.isFinal()) {
				return new Outcome.Blocked(share.expected(), failed.offset(), failure.thrown());
			}
			failed.dies(DeadLetter.Reason.UNPROCESSABLE, failure.thrown());
			return handle(share, entries, false);
		}
		Outcome before = handle(share, entries.subList(0, index), true);
		boolean complete = before instanceof Outcome.Committed committed
				&& committed.progress().nextOffset() > entries.get(index - 1).offset();
		if (!complete || failure.isFinal()) {
			return before;
		}
		return new Outcome.Blocked(((Outcome.Committed) before).progress(), failed.offset(), failure.thrown());
	}

}
