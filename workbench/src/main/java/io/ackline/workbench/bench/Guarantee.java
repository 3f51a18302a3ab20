package io.ackline.workbench.bench;

/**
 * Writes that are acknowledged by fewer or by more brokers: how many go through, and how
 * long one takes where there is room for more.
 */
record Guarantee(String name, HttpTarget batches, HttpTarget singles, Effort effort) implements Contender {

	private static final int MANY = 16;

	private static final int PACED = 64;

	private static final int RATE = 1000;

	@Override
	public Sample run() {
		double rate;
		try (HttpLoad load = new HttpLoad(MANY)) {
			rate = load.saturate(this.batches, this.effort.warmUp(), this.effort.turn()).rate();
		}
		try (HttpLoad load = new HttpLoad(PACED)) {
			Turn paced = load.pace(this.singles, RATE, this.effort.warmUp(), this.effort.turn());
			return Sample.of(Measure.RATE, rate)
				.with(Measure.P50, paced.latency(50))
				.with(Measure.P99, paced.latency(99));
		}
	}

}
