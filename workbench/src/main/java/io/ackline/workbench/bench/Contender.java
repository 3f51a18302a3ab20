package io.ackline.workbench.bench;

/**
 * One of those that are compared.
 */
interface Contender {

	String name();

	/**
	 * Does the work once, warmed up.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Sample run() throws InterruptedException;

}
