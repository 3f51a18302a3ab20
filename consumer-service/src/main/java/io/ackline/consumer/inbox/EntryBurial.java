package io.ackline.consumer.inbox;

import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.deadletter.DeadLetters;
import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes entries that can never succeed dead letters, within the transaction of their
 * share.
 */
@Component
class EntryBurial {

	private final InboxReceipts receipts;

	private final DeadLetters deadLetters;

	EntryBurial(InboxReceipts receipts, DeadLetters deadLetters) {
		this.receipts = receipts;
		this.deadLetters = deadLetters;
	}

	/**
	 * Returns an entry of its own for each that uses the identity of another event.
	 */
	List<Entry> conflicting(Share share, List<Entry> entries, Set<Long> unseen) {
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

	/**
	 * Adds the dead letters of entries that are dead, and of those that use the identity
	 * of another event.
	 * @return the dead letters
	 */
	List<DeadLetter> bury(Share share, List<Entry> entries, List<Entry> conflicting, Set<Long> unseen) {
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
		}
		return dead;
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
				death.thrown(), entry.attempts());
	}

}
