package io.ackline.workbench.bench;

/**
 * A topic that is written to as fast as it goes.
 */
record Saturated(String name, HttpTarget target, int connections, Effort effort) implements Contender {

	@Override
	public Sample run() {
		try (HttpLoad load = new HttpLoad(this.connections)) {
			return Sample.of(Measure.RATE, load.saturate(this.target, this.effort.warmUp(), this.effort.turn()).rate());
		}
	}

}
