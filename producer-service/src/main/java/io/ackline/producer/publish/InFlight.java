package io.ackline.producer.publish;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that were handed to a producer of Kafka and not settled yet. They are bounded
 * below its {@code buffer.memory}, so that handing it one more record does not block.
 */
final class InFlight {

	private final long bound;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong records = new AtomicLong();

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
