package io.ackline.workbench.bench;

import java.util.List;

/**
 * What it takes from an event's POST to its receipt, and what a producer takes to be
 * there.
 */
final class Whole {

	private static final String KAFKA = "EndToEndLatency";

	private Whole() {
	}

	static List<Benchmark> all() {
		return List.of(
				new Benchmark("end-to-end", "1,000 events/s, from the time each is due to its receipt's commit",
						List.of(new Goal(Measure.P50, KAFKA, 2), new Goal(Measure.P99, KAFKA, 3)),
						(system, effort) -> List.of(EndToEnd.on(system, effort),
								new EndToEndLatency(KAFKA, system, effort))),
				new Benchmark("start", "from the start of the process to the first acknowledged event", List.of(),
						(system, effort) -> List.of(new FirstWrite("Ackline", system))));
	}

}
