package io.ackline.workbench.verdict;

import java.util.function.Consumer;

import io.ackline.workbench.evidence.Evidence;

/**
 * One way of looking at the evidence.
 */
@FunctionalInterface
interface Check {

	void check(Evidence evidence, LogIndex log, Consumer<Finding> found);

}
