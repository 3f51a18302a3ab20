package io.ackline.workbench.bench;

/**
 * One of those that are compared.
 */
interface Contender {

	String name();

	/**
	 * Does what comes before the first round, such as to have a fresh process compile
	 * what it does often.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	default void warmUp() throws InterruptedException {
	}

	/**
	 * Does the work once.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Sample run() throws InterruptedException;

}
