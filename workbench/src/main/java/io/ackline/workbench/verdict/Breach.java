package io.ackline.workbench.verdict;

/**
 * A way to break a promise.
 */
public enum Breach {

	/**
	 * An event is not there, or was not acted on, that should have been.
	 */
	LOST("lost"),

	/**
	 * An event is there, or was acted on, more than once where once was due.
	 */
	DOUBLED("doubled"),

	/**
	 * An event stands, or was acted on, before one that came before it.
	 */
	OUT_OF_ORDER("out of order"),

	/**
	 * A client was told what is not so.
	 */
	WRONGLY_TOLD("wrongly told"),

	/**
	 * Something took longer than it may.
	 */
	LATE("late"),

	/**
	 * Something is there that nobody sent, or not as it was sent.
	 */
	NEVER_SENT("never sent"),

	/**
	 * The right events make up the wrong balance.
	 */
	MISBOOKED("misbooked");

	private final String words;

	Breach(String words) {
		this.words = words;
	}

	/**
	 * Returns the breach as a column's title.
	 */
	public String words() {
		return this.words;
	}

}
