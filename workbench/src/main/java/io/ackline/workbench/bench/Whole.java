package io.ackline.workbench.bench;

import java.util.List;

/**
 * What it takes from an event's POST to its receipt, and what a producer takes to be
 * there.
 */
enum Whole implements Benchmark {

	END_TO_END("end-to-end", "1,000 events/s, from the time each is due to its receipt's commit") {

		@Override
		public List<Goal> goals() {
			return List.of(new Goal(Measure.P50, KAFKA, 2), new Goal(Measure.P99, KAFKA, 3));
		}

		@Override
		public List<Contender> contenders(BenchSystem system, Effort effort) throws InterruptedException {
			return List.of(EndToEnd.on(system, effort), new EndToEndLatency(KAFKA, system, effort));
		}

	},

	START("start", "from the start of the process to the first acknowledged event") {

		@Override
		public List<Goal> goals() {
			return List.of();
		}

		@Override
		public List<Contender> contenders(BenchSystem system, Effort effort) {
			return List.of(new FirstWrite("Ackline", system));
		}

	};

	private static final String KAFKA = "EndToEndLatency";

	private final String title;

	private final String what;

	Whole(String title, String what) {
		this.title = title;
		this.what = what;
	}

	@Override
	public String title() {
		return this.title;
	}

	@Override
	public String what() {
		return this.what;
	}

}
