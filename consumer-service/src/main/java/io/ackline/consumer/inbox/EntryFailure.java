package io.ackline.consumer.inbox;

import io.ackline.consumer.handler.UnprocessableEvent;

/**
 * The handler of an entry failed.
 */
final class EntryFailure extends RuntimeException {

	private final transient Entry entry;

	private final boolean attributed;

	private final Throwable thrown;

	EntryFailure(Entry entry, boolean attributed, Throwable thrown) {
		super(thrown);
		this.entry = entry;
		this.attributed = attributed;
		this.thrown = thrown;
	}

	Entry entry() {
		return this.entry;
	}

	/**
	 * Returns whether the entry is known to be at fault, and not one after it that was
	 * handled together with it.
	 */
	boolean isAttributed() {
		return this.attributed;
	}

	boolean isFinal() {
		return this.thrown instanceof UnprocessableEvent;
	}

	Throwable thrown() {
		return this.thrown;
	}

}
