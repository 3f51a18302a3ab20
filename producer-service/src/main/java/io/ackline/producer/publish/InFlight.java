package io.ackline.producer.publish;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that were handed to a producer of Kafka and not settled yet. They are bounded
 * below its {@code buffer.memory}, so that handing it one more record does not block.
 */
final class InFlight {

	private final long bound;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong records = new AtomicLong();

	private final AtomicInteger waiting = new AtomicInteger();

	InFlight(long bound) {
		this.bound = bound;
	}

	/**
	 * Counts a record in, unless that would exceed the bound.
	 * @return whether it was counted in
	 */
	boolean tryAdd(long size) {
		if (this.bytes.addAndGet(size) > this.bound) {
			this.bytes.addAndGet(-size);
			return false;
		}
		this.records.incrementAndGet();
		return true;
	}

	void remove(long size) {
		this.records.decrementAndGet();
		this.bytes.addAndGet(-size);
		if (this.waiting.get() > 0) {
			synchronized (this) {
				notifyAll();
			}
		}
	}

	/**
	 * Waits until there is room for a record, but not for longer than a time.
	 */
	synchronized void awaitRoom(long size, Duration atMost) throws InterruptedException {
		this.waiting.incrementAndGet(); // before it looks, so that it is woken
		try {
			long end = System.nanoTime() + atMost.toNanos();
			long left = atMost.toMillis();
			while (left > 0 && this.bytes.get() + size > this.bound) {
				wait(left);
				left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
			}
		}
		finally {
			this.waiting.decrementAndGet();
		}
	}

	long bytes() {
		return this.bytes.get();
	}

	long records() {
		return this.records.get();
	}

	long bound() {
		return this.bound;
	}

}
