package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks a system again that is broken at the moment.
 */
final class Patient {

	private static final long PAUSE_SECONDS = 2;

	private Patient() {
	}

	/**
	 * Returns what is asked for, once it is told.
	 * @param limit after which the last failure is thrown
	 */
	static <T> T get(Question<T> question, Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		while (true) {
			try {
				return question.ask();
			}
			catch (RuntimeException ex) {
				if (System.nanoTime() - end > 0) {
					throw ex;
				}
			}
			TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
		}
	}

	/**
	 * What may fail for a while.
	 */
	@FunctionalInterface
	interface Question<T> {

		T ask() throws InterruptedException;

	}

}
