package io.ackline.workbench.bench;

import java.util.OptionalDouble;

/**
 * A service that takes events over HTTP.
 *
 * @param connections how many send at once
 * @param pace at what rate latencies are measured
 */
record HttpContender(String name, HttpTarget target, int connections, CommonPace pace,
		Effort effort) implements Contender {

	@Override
	public void warmUp() throws InterruptedException {
		try (HttpLoad load = new HttpLoad(this.connections)) {
			this.pace.takes(load.saturateUntilSteady(this.target, this.effort.cold()) / this.target.events());
		}
	}

	/**
	 * Measures the rate with all connections busy, and latencies at the common pace.
	 */
	@Override
	public Sample run() {
		try (HttpLoad load = new HttpLoad(this.connections)) {
			Turn busy = load.saturate(this.target, this.effort.warmUp(), this.effort.turn());
			Turn paced = load.pace(this.target, this.pace.rate(), this.effort.warmUp(), this.effort.turn());
			Sample sample = Sample.of(Measure.RATE, busy.rate())
				.with(Measure.P50, paced.latency(50))
				.with(Measure.P99, paced.latency(99))
				.with(Measure.BUSY_P50, busy.latency(50))
				.with(Measure.BUSY_P99, busy.latency(99))
				.with(Measure.LOAD_SHARE, busy.loadShare());
			OptionalDouble resident = ServerProcess.resident(this.target.uri());
			return resident.isPresent() ? sample.with(Measure.RESIDENT, resident.getAsDouble()) : sample;
		}
	}

}
