package io.ackline.workbench.bench;

import java.util.List;

/**
 * One row of the table: the same work for several contenders.
 */
interface Benchmark {

	/**
	 * Returns the name that it is asked for by.
	 */
	String title();

	/**
	 * Returns what is done, in a line.
	 */
	String what();

	/**
	 * Returns the ratios to reach.
	 */
	List<Goal> goals();

	/**
	 * Makes the contenders ready. The first one is Ackline; if there are others, it is
	 * compared with each.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	List<Contender> contenders(BenchSystem system, Effort effort) throws InterruptedException;

}
