package io.ackline.workbench.verdict;

import java.util.function.Consumer;

import io.ackline.workbench.evidence.Evidence;

/**
 * One way of looking at the evidence, and at what is due beyond it.
 */
@FunctionalInterface
interface Check {

	void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found);

}
