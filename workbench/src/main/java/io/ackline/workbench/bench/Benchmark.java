package io.ackline.workbench.bench;

import java.util.List;

/**
 * One row of the table: the same work for several contenders.
 *
 * @param title the name that it is asked for by
 * @param what what is done, in a line
 * @param goals the ratios to reach
 * @param figure how it is drawn
 * @param isExperiment whether it tells what settings do, and compares with nobody
 * @param line who takes part
 */
record Benchmark(String title, String what, List<Goal> goals, Figure figure, boolean isExperiment, Line line) {

	Benchmark {
		goals = List.copyOf(goals);
	}

	/**
	 * Creates one that compares Ackline with others.
	 */
	static Benchmark of(String title, String what, List<Goal> goals, Line line) {
		return new Benchmark(title, what, goals, Figure.BARS, false, line);
	}

	/**
	 * Creates one that compares Ackline with itself, set otherwise.
	 */
	static Benchmark experiment(String title, String what, Figure figure, Line line) {
		return new Benchmark(title, what, List.of(), figure, true, line);
	}

	/**
	 * Those who take part in a benchmark.
	 */
	@FunctionalInterface
	interface Line {

		/**
		 * Makes the contenders ready. The first one is Ackline; if there are others, it
		 * is compared with each.
		 * @throws InterruptedException if the thread is interrupted while it waits
		 */
		List<Contender> up(BenchSystem system, Effort effort) throws InterruptedException;

	}

}
