package io.ackline.workbench.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a fresh process compile what it does often, which takes the longer the less its
 * machine has to spare.
 */
final class WarmUp {

	private static final int PARTS = 6;

	private static final int LONGEST = 6;

	private static final double STEADY = 1.05;

	private WarmUp() {
	}

	/**
	 * Loads a process until it gets no faster.
	 * @param least how long it is loaded at least; at most six times as long
	 * @param load loads it for some time, and tells at what rate
	 * @return the rate in the end
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	static double untilSteady(Duration least, Load load) throws InterruptedException {
		List<Double> rates = new ArrayList<>();
		Duration part = least.dividedBy(PARTS);
		while (rates.size() < PARTS || (rates.size() < PARTS * LONGEST && isRising(rates))) {
			rates.add(load.rate(part));
		}
		return rates.get(rates.size() - 1);
	}

	/**
	 * Returns whether the last half is faster than what was before it.
	 */
	private static boolean isRising(List<Double> rates) {
		List<Double> last = rates.subList(rates.size() - PARTS, rates.size());
		return Spread.of(last.subList(PARTS / 2, PARTS)).median() > STEADY
				* Spread.of(last.subList(0, PARTS / 2)).median();
	}

	/**
	 * Loads a process.
	 */
	@FunctionalInterface
	interface Load {

		/**
		 * Loads it for some time.
		 * @return how fast it was
		 */
		double rate(Duration time) throws InterruptedException;

	}

}
