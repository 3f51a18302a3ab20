package io.ackline.consumer.web;

/**
 * A request cannot be answered as it was meant to. The message says why, and what to do.
 */
public class ProblemException extends RuntimeException {

	private final ProblemType type;

	protected ProblemException(ProblemType type, String message) {
		super(message);
		this.type = type;
	}

	Problem problem() {
		return this.type.problem(String.valueOf(getMessage()));
	}

}
