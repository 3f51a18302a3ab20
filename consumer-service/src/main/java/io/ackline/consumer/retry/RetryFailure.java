package io.ackline.consumer.retry;

import io.ackline.consumer.parking.ParkedEvent;

/**
 * The handler of an event failed. What was done in the current transaction is not to be
 * committed.
 */
final class RetryFailure extends RuntimeException {

	private final transient ParkedEvent event;

	private final int preceding;

	private final int count;

	private final Throwable thrown;

	/**
	 * Creates a failure.
	 * @param event the first event that can be at fault
	 * @param preceding how many events were handled before it
	 * @param count how many events, with it, can be at fault
	 */
	RetryFailure(ParkedEvent event, int preceding, int count, Throwable thrown) {
		super(thrown);
		this.event = event;
		this.preceding = preceding;
		this.count = count;
		this.thrown = thrown;
	}

	ParkedEvent event() {
		return this.event;
	}

	/**
	 * Returns whether the event is known to be at fault, and is the first of its queue.
	 */
	boolean isOfFirst() {
		return this.preceding == 0 && this.count == 1;
	}

	/**
	 * Returns how many events to try together next, to find the one at fault.
	 */
	int next() {
		return (this.preceding > 0) ? this.preceding : Math.max(1, this.count / 2);
	}

	Throwable thrown() {
		return this.thrown;
	}

}
