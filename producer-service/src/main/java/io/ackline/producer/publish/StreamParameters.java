package io.ackline.producer.publish;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the answer to its stream.
 *
 * @param allResults whether each event is answered, not only those that fail
 * @param maxFailures the failures with which the stream ends
 */
record StreamParameters(boolean allResults, long maxFailures) {

	/**
	 * Returns what a request says.
	 * @throws ProblemException if it says what cannot be
	 */
	static StreamParameters of(HttpServletRequest request) {
		return new StreamParameters(allResults(request.getParameter("results")),
				maxFailures(request.getParameter("max-failures")));
	}

	private static boolean allResults(@Nullable String value) {
		if (value != null && !value.equals("all") && !value.equals("failed")) {
			throw ProblemType.INVALID_PARAMETER.exception("results is '%s'; it is one of all, failed".formatted(value));
		}
		return "all".equals(value);
	}

	private static long maxFailures(@Nullable String value) {
		if (value == null) {
			return Long.MAX_VALUE;
		}
		try {
			long parsed = Long.parseLong(value);
			if (parsed >= 1) {
				return parsed;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw ProblemType.INVALID_PARAMETER
			.exception("max-failures is '%s'; it is a number from 1 on: leave it out for no limit.".formatted(value));
	}

}
