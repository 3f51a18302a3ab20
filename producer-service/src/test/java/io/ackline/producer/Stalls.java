package io.ackline.producer;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when a busy machine, or a pause of this JVM, kept threads from running that
 * wanted to: how much later than it asked to a sleeper wakes. What is measured next to it
 * can be cleared of that, and on a machine at rest there is nothing to clear.
 */
public final class Stalls implements AutoCloseable {

	private static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);

	private final Collection<Stall> noted = new ConcurrentLinkedQueue<>();

	private volatile long due = System.nanoTime() + STEP;

	private volatile boolean closed;

	private Stalls() {
		Thread sleeper = new Thread(this::sleep, "stalls");
		sleeper.setDaemon(true);
		sleeper.start();
	}

	public static Stalls note() {
		return new Stalls();
	}

	/**
	 * Returns how long threads were kept from running between two times of
	 * {@link System#nanoTime()}.
	 */
	public Duration between(long begin, long end) {
		long present = new Stall(this.due, end).within(begin, end);
		return Duration.ofNanos(present + this.noted.stream().mapToLong((stall) -> stall.within(begin, end)).sum());
	}

	@Override
	public void close() {
		this.closed = true;
	}

	private void sleep() {
		while (!this.closed) {
			LockSupport.parkNanos(STEP);
			long now = System.nanoTime();
			if (now - this.due > STEP) {
				this.noted.add(new Stall(this.due, now));
			}
			this.due = now + STEP;
		}
	}

	private record Stall(long begin, long end) {

		long within(long from, long to) {
			return Math.max(0, Math.min(this.end, to) - Math.max(this.begin, from));
		}

	}

}
