package io.ackline.workbench.bench;

/**
 * A service that takes events over HTTP, one after the other on one connection.
 */
record OneByOne(String name, HttpTarget target, Effort effort) implements Contender {

	@Override
	public void warmUp() throws InterruptedException {
		try (HttpLoad load = new HttpLoad(1)) {
			load.saturateUntilSteady(this.target, this.effort.cold());
		}
	}

	@Override
	public Sample run() {
		try (HttpLoad load = new HttpLoad(1)) {
			Turn turn = load.saturate(this.target, this.effort.warmUp(), this.effort.turn());
			return Sample.of(Measure.RATE, turn.rate())
				.with(Measure.P50, turn.latency(50))
				.with(Measure.P99, turn.latency(99))
				.with(Measure.LOAD_SHARE, turn.loadShare());
		}
	}

}
