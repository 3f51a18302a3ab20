package io.ackline.consumer.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.ackline.consumer.handler.HandlerCall;
import io.ackline.consumer.parking.ParkedKey;

/**
 * Finds those of a share's entries whose handlers fail, in the entries' order: the ones
 * that a batch handler gets together are halved for as long as they fail, so that few at
 * fault among many cost a few calls more, and not one for each.
 */
final class FaultSearch {

	private final Deque<List<Entry>> waiting = new ArrayDeque<>();

	private final Set<ParkedKey> failed = new HashSet<>();

	private final Share share;

	private int done;

	/**
	 * Begins a search among entries of which the first have failed together.
	 */
	FaultSearch(Share share, List<Entry> entries) {
		this.share = share;
		int from = 0;
		for (int to = 1; to <= entries.size(); to++) {
			if (to == entries.size() || !join(entries.get(to - 1), entries.get(to))) {
				this.waiting.add(entries.subList(from, to));
				from = to;
			}
		}
		if (goesOn()) {
			narrow();
		}
	}

	private static boolean join(Entry one, Entry next) {
		HandlerCall before = one.call();
		HandlerCall call = next.call();
		return before != null && call != null && call.joins(before) && !one.isAlone() && !next.isAlone();
	}

	boolean goesOn() {
		return !this.waiting.isEmpty();
	}

	/**
	 * Returns how many entries are settled, which are the first.
	 */
	int done() {
		return this.done;
	}

	/**
	 * Returns those of the next entries that are to be called, together. The others of
	 * them go behind one of their key, or have failed before.
	 */
	List<Entry> next() {
		List<Entry> turn = new ArrayList<>();
		for (Entry entry : this.waiting.element()) {
			if (this.failed.contains(entry.key(this.share))) {
				entry.goesBehind(false);
			}
			else if (!entry.isBehind() && entry.call() != null) {
				turn.add(entry);
			}
			noteFailure(entry);
		}
		return turn;
	}

	/**
	 * Notes that it is known of each of the next entries what becomes of it.
	 */
	void settle() {
		List<Entry> entries = this.waiting.remove();
		entries.forEach(this::noteFailure);
		this.done += entries.size();
	}

	private void noteFailure(Entry entry) {
		if (entry.failure() != null) {
			this.failed.add(entry.key(this.share));
		}
	}

	/**
	 * Notes that some of the next entries are at fault.
	 */
	void narrow() {
		List<Entry> entries = this.waiting.remove();
		int size = entries.stream().anyMatch(Entry::isAlone) ? 1 : (entries.size() + 1) / 2;
		for (int to = entries.size(); to > 0; to -= size) {
			this.waiting.push(entries.subList(Math.max(0, to - size), to));
		}
	}

}
