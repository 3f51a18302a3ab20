package io.ackline.workbench.bench;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A service that takes events over HTTP.
 *
 * @param connections how many send at once
 */
record HttpContender(String name, HttpTarget target, int connections, Effort effort) implements Contender {

	private static final double HALF = 0.5;

	@Override
	public void warmUp() {
		try (HttpLoad load = new HttpLoad(this.connections)) {
			load.saturate(this.target, this.effort.cold(), Duration.ZERO);
		}
	}

	/**
	 * Measures the rate with all connections busy, and latencies at half of that rate,
	 * which a system is run at that is to have room.
	 */
	@Override
	public Sample run() {
		try (HttpLoad load = new HttpLoad(this.connections)) {
			Turn busy = load.saturate(this.target, this.effort.warmUp(), this.effort.turn());
			Turn paced = load.pace(this.target, busy.rate() / this.target.events() * HALF, this.effort.warmUp(),
					this.effort.turn());
			Sample sample = Sample.of(Measure.RATE, busy.rate())
				.with(Measure.P50, paced.latency(50))
				.with(Measure.P99, paced.latency(99))
				.with(Measure.LOAD_SHARE, busy.loadShare());
			OptionalDouble resident = ServerProcess.resident(this.target.uri());
			return resident.isPresent() ? sample.with(Measure.RESIDENT, resident.getAsDouble()) : sample;
		}
	}

}
