package io.ackline.workbench.bench;

/**
 * One of those that are compared.
 */
interface Contender {

	String name();

	/**
	 * Does what has a fresh process compile what it does often, before the first round.
	 */
	default void warmUp() {
	}

	/**
	 * Does the work once.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Sample run() throws InterruptedException;

}
