package io.ackline.workbench.bench;

import java.time.Duration;

/**
 * How long it is measured.
 *
 * @param rounds how often each contender has its turn
 * @param warmUp what comes before each turn and is not counted
 * @param turn what is counted
 * @param events how many events where the work is given by their number
 * @param receipts how many are stored where there are many
 */
record Effort(int rounds, Duration warmUp, Duration turn, int events, int receipts) {

	static final Effort WHOLE = new Effort(5, Duration.ofSeconds(5), Duration.ofSeconds(15), 1_000_000, 10_000_000);

	static final Effort QUICK = new Effort(3, Duration.ofSeconds(2), Duration.ofSeconds(5), 200_000, 1_000_000);

	Effort withRounds(int other) {
		return new Effort(other, this.warmUp, this.turn, this.events, this.receipts);
	}

}
