package io.ackline.consumer.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

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
		if (!this.waiting.isEmpty()) {
			narrow();
		}
	}

	private static boolean join(Entry one, Entry next) {
		HandlerCall before = one.call();
		HandlerCall call = next.call();
		return before != null && call != null && call.joins(before) && !one.isAlone() && !next.isAlone();
	}

	/**
	 * Searches until it is known of each entry what becomes of it, or it is enough. Later
	 * entries of a key of which one has failed go behind it.
	 * @param succeed calls the handlers of entries together, and tells whether they
	 * succeeded; an entry that fails alone knows of it
	 * @param enough asked once some entries are settled whether to stop early
	 * @return how many entries are settled, which are the first
	 */
	int run(Predicate<List<Entry>> succeed, BooleanSupplier enough) {
		int done = 0;
		while (!this.waiting.isEmpty() && (done == 0 || !enough.getAsBoolean())) {
			List<Entry> turn = turn();
			if (turn.isEmpty() || succeed.test(turn) || turn.size() == 1) {
				done += settle();
			}
			else {
				narrow();
			}
		}
		return done;
	}

	/**
	 * Returns those of the next entries that are to be called. The others of them go
	 * behind one of their key, or have failed before.
	 */
	private List<Entry> turn() {
		List<Entry> turn = new ArrayList<>();
		for (Entry entry : this.waiting.element()) {
			if (this.failed.contains(entry.key(this.share))) {
				entry.goesBehind(false);
			}
			else if (!entry.isBehind() && entry.call() != null) {
				turn.add(entry);
			}
		}
		return turn;
	}

	/**
	 * Notes that it is known of each of the next entries what becomes of it.
	 * @return how many they are
	 */
	private int settle() {
		List<Entry> entries = this.waiting.remove();
		for (Entry entry : entries) {
			if (entry.failure() != null) {
				this.failed.add(entry.key(this.share));
			}
		}
		return entries.size();
	}

	/**
	 * Notes that some of the next entries are at fault.
	 */
	private void narrow() {
		List<Entry> entries = this.waiting.remove();
		int size = entries.stream().anyMatch(Entry::isAlone) ? 1 : (entries.size() + 1) / 2;
		for (int to = entries.size(); to > 0; to -= size) {
			this.waiting.push(entries.subList(Math.max(0, to - size), to));
		}
	}

}
