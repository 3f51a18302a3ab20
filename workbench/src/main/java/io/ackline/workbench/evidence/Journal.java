package io.ackline.workbench.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * What clients were told, try by try, in the order in which it was told. Safe for use by
 * several threads.
 */
public final class Journal {

	private final List<Try> tries = new ArrayList<>();

	private long acknowledged;

	private boolean closed;

	public synchronized void add(Try told) {
		if (this.closed) {
			throw new IllegalStateException("The journal is closed: " + told.identity() + " came too late");
		}
		this.tries.add(told);
		if (told.answer().acknowledged()) {
			this.acknowledged++;
			notifyAll();
		}
	}

	/**
	 * Says that nothing more will be added.
	 */
	public synchronized void close() {
		this.closed = true;
		notifyAll();
	}

	/**
	 * Waits until that many tries were acknowledged.
	 * @return whether they were; {@code false} if the journal was closed before
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public synchronized boolean awaitAcknowledged(long count) throws InterruptedException {
		while (this.acknowledged < count && !this.closed) {
			wait();
		}
		return this.acknowledged >= count;
	}

	public synchronized long acknowledged() {
		return this.acknowledged;
	}

	public synchronized List<Try> tries() {
		return List.copyOf(this.tries);
	}

}
