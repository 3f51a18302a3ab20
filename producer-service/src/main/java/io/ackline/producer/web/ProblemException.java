package io.ackline.producer.web;

import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with a problem. It has no stack trace: it is an outcome, not
 * a fault of the service.
 */
public class ProblemException extends RuntimeException {

	private final Problem problem;

	public ProblemException(Problem problem) {
		super(problem.detail(), null, false, false);
		this.problem = problem;
	}

	public Problem problem() {
		return this.problem;
	}

	/**
	 * Returns this outcome for the event with the given identity, as far as it is known.
	 */
	public ProblemException of(@Nullable String id, @Nullable String source) {
		return new ProblemException(this.problem.of(id, source));
	}

}
