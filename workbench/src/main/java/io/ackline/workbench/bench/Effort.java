package io.ackline.workbench.bench;

import java.time.Duration;

/**
 * How long it is measured.
 *
 * @param cold how long a fresh process is warmed up before the first round
 * @param rounds how often each contender has its turn
 * @param warmUp what comes before each turn and is not counted
 * @param turn what is counted
 * @param events how many events where the work is given by their number
 * @param receipts how many are stored where there are many
 */
record Effort(Duration cold, int rounds, Duration warmUp, Duration turn, int events, int receipts) {

	static final Effort WHOLE = new Effort(Duration.ofSeconds(45), 5, Duration.ofSeconds(2), Duration.ofSeconds(8),
			400_000, 10_000_000);

	/**
	 * What there is to see in experiments is larger than what rounds differ by.
	 */
	static final Effort EXPERIMENTS = new Effort(Duration.ofSeconds(20), 3, Duration.ofSeconds(1),
			Duration.ofSeconds(4), 200_000, 0);

	static final Effort QUICK = new Effort(Duration.ofSeconds(20), 3, Duration.ofSeconds(2), Duration.ofSeconds(5),
			200_000, 1_000_000);

	Effort withRounds(int other) {
		return new Effort(this.cold, other, this.warmUp, this.turn, this.events, this.receipts);
	}

}
