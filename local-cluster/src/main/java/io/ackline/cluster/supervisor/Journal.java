package io.ackline.cluster.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.Progress;

/**
 * All that a supervisor has done so far, to be read from any place on; who reads at its
 * end waits a moment for more.
 */
final class Journal implements Progress {

	private final List<JournalEntry> entries = new ArrayList<>();

	private final Map<String, Long> begun = new HashMap<>();

	private final long started = System.nanoTime();

	private boolean endRead;

	private Phase phase = Phase.STARTING;

	@Override
	public synchronized void begun(String step) {
		this.begun.put(step, System.nanoTime());
		add(JournalEntry.Kind.BEGUN, step, 0);
	}

	@Override
	public synchronized void done(String step) {
		Long since = this.begun.remove(step);
		add(JournalEntry.Kind.DONE, step, (since != null) ? System.nanoTime() - since : 0);
	}

	@Override
	public synchronized void note(String text) {
		add(JournalEntry.Kind.NOTE, text, 0);
	}

	synchronized void enter(Phase phase, String text) {
		this.phase = phase;
		add(JournalEntry.Kind.PHASE, text, System.nanoTime() - this.started);
	}

	synchronized Phase phase() {
		return this.phase;
	}

	/**
	 * Returns the entries from the given number on, at least one of them if one comes
	 * soon.
	 */
	synchronized JournalPage read(int from) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
		for (long left = deadline - System.nanoTime(); this.entries.size() <= from
				&& left > 0; left = deadline - System.nanoTime()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		this.endRead |= this.phase.isOver();
		notifyAll();
		int start = Math.min(Math.max(from, 0), this.entries.size());
		return new JournalPage(this.phase, this.entries.size(), this.entries.subList(start, this.entries.size()));
	}

	/**
	 * Returns when somebody has read to the end of a journal that is over, or after the
	 * given time.
	 */
	synchronized void awaitReader(Duration patience) throws InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		for (long left = patience.toNanos(); !this.endRead && left > 0; left = deadline - System.nanoTime()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
	}

	private void add(JournalEntry.Kind kind, String text, long nanos) {
		this.entries.add(new JournalEntry(kind, text, nanos / 1e9));
		notifyAll();
	}

}
