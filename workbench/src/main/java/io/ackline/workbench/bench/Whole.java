package io.ackline.workbench.bench;

import java.util.ArrayList;
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
				Benchmark.of("end-to-end", "1,000 events/s, from the time each is due to its receipt's commit",
						List.of(new Goal(Measure.P50, KAFKA, 2), new Goal(Measure.P99, KAFKA, 3)),
						(system, effort) -> List.of(EndToEnd.on(system, effort),
								new EndToEndLatency(KAFKA, system, effort))),
				Benchmark.of("start", "from the start of the process to the first acknowledged event",
						List.of(Goal.againstAll(Measure.SECONDS, 1)), (system, effort) -> start(system)));
	}

	private static List<Contender> start(BenchSystem system) throws InterruptedException {
		List<Contender> contenders = new ArrayList<>();
		contenders.add(FirstWrite.ofProducer("Ackline", system));
		system.peers()
			.stream()
			.filter((peer) -> peer.command() != null)
			.forEach((peer) -> contenders.add(FirstWrite.of(peer, system)));
		return contenders;
	}

}
