package io.ackline.workbench.verdict;

/**
 * A promise that a verdict is on, with its number in the list of promises.
 */
public enum Promise {

	/**
	 * A 2xx is a promise.
	 */
	STORED(1),

	/**
	 * An error says what happened.
	 */
	HONEST(2),

	/**
	 * Processed once.
	 */
	ONCE(3),

	/**
	 * In order, per topic, partition and key.
	 */
	ORDERED(4),

	/**
	 * A failing event delays its own key only.
	 */
	ALONE(5),

	/**
	 * Nothing is dropped.
	 */
	KEPT(6),

	/**
	 * An answer within the deadline.
	 */
	PROMPT(7);

	private final int number;

	Promise(int number) {
		this.number = number;
	}

	public int number() {
		return this.number;
	}

}
