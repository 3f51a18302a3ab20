package io.ackline.workbench.bench;

import java.util.concurrent.atomic.DoubleAccumulator;

/**
 * The rate at which latencies of all contenders are measured, the same for each: half of
 * what the slowest of them takes, so that each has room.
 */
final class CommonPace {

	private static final double HALF = 0.5;

	private final DoubleAccumulator slowest = new DoubleAccumulator(Math::min, Double.MAX_VALUE);

	/**
	 * Notes what a contender takes.
	 * @param rate requests a second
	 */
	void takes(double rate) {
		this.slowest.accumulate(rate);
	}

	/**
	 * Returns requests a second.
	 */
	double rate() {
		return Math.max(1, this.slowest.get() * HALF);
	}

}
