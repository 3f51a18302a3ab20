package io.ackline.consumer.inbox;

/**
 * The handler of an entry failed, or of one after it that was handled together with it.
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

	/**
	 * Returns the first entry that can be at fault. If it is the only one, it knows of it
	 * from now on.
	 */
	Entry entry() {
		if (this.attributed) {
			this.entry.fails(this.thrown);
		}
		return this.entry;
	}

}
