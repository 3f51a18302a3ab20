package io.ackline.consumer.model;

/**
 * What the handler does with an event.
 *
 * @param failure how it fails
 * @param times how many calls fail before one succeeds
 */
record Behaviour(Failure failure, int times) {

	static final int ALWAYS = Integer.MAX_VALUE;

	static final Behaviour GOOD = new Behaviour(Failure.BEFORE, 0);

	boolean isGood() {
		return this.times == 0;
	}

	boolean isFinal() {
		return this.times == ALWAYS;
	}

	/**
	 * The ways in which a handler fails.
	 */
	enum Failure {

		/**
		 * Before it has had any effect.
		 */
		BEFORE,

		/**
		 * After its effect.
		 */
		AFTER,

		/**
		 * With a statement that PostgreSQL refuses, which spoils the transaction.
		 */
		STATEMENT,

		/**
		 * By calling the event unprocessable, after its effect.
		 */
		UNPROCESSABLE

	}

}
