package io.ackline.workbench.bench;

import java.util.List;

/**
 * One row of the table: the same work for several contenders.
 *
 * @param title the name that it is asked for by
 * @param what what is done, in a line
 * @param goals the ratios to reach
 * @param line who takes part
 */
record Benchmark(String title, String what, List<Goal> goals, Line line) {

	Benchmark {
		goals = List.copyOf(goals);
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
