package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.Random;

/**
 * What a round leaves to chance, drawn from its seed: how long things take, and which of
 * several is hit.
 */
final class Moments {

	private final Random random;

	private final double pace;

	Moments(long seed) {
		this(seed, 1);
	}

	/**
	 * Creates moments that are nearer to each other, or further apart.
	 * @param pace what each pause is multiplied by
	 */
	Moments(long seed, double pace) {
		this.random = new Random(seed);
		this.pace = pace;
	}

	/**
	 * Returns a number from 1 to the given one.
	 */
	int oneOf(int count) {
		return 1 + this.random.nextInt(count);
	}

	/**
	 * Waits for a time between two bounds.
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	void pause(Duration least, Duration most) throws InterruptedException {
		long range = most.minus(least).toMillis();
		Thread.sleep((long) (this.pace * (least.toMillis() + ((range > 0) ? this.random.nextLong(range) : 0))));
	}

	void pause(Duration duration) throws InterruptedException {
		pause(duration, duration);
	}

}
