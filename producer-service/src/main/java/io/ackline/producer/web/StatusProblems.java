package io.ackline.producer.web;

import org.jspecify.annotations.Nullable;

/**
 * Problems for statuses that the web server or the framework decided on, before the
 * request reached a feature.
 */
final class StatusProblems {

	private StatusProblems() {
	}

	/**
	 * Returns the problem for a status, with a detail of its own where none is given.
	 */
	static Problem of(int status, @Nullable String detail) {
		Problem problem = type(status).problem((detail != null) ? detail : detail(status));
		return new Problem(problem.type(), problem.title(), status, problem.detail(), problem.written(),
				problem.retryable(), null, null, problem.errors(), problem.retryAfterSeconds());
	}

	private static ProblemType type(int status) {
		return switch (status) {
			case 404 -> ProblemType.NOT_FOUND;
			case 405 -> ProblemType.METHOD_NOT_ALLOWED;
			case 406 -> ProblemType.NOT_ACCEPTABLE;
			case 408 -> ProblemType.REQUEST_TIMEOUT;
			case 413 -> ProblemType.TOO_LARGE;
			case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
			case 503 -> ProblemType.SHUTTING_DOWN;
			case 501, 505 -> ProblemType.BAD_REQUEST; // HTTP it does not speak
			default -> (status >= 500) ? ProblemType.INTERNAL_ERROR : ProblemType.BAD_REQUEST;
		};
	}

	private static String detail(int status) {
		return switch (status) {
			case 400 -> "The request line, a header or the path is not well-formed HTTP.";
			case 404 -> "Nothing is at this path.";
			case 408 -> "The body stopped arriving before its end.";
			case 414 -> "The request line is too long.";
			case 431 -> "The headers are too large.";
			case 501 -> "The Transfer-Encoding is not known: send chunked, or a Content-Length.";
			case 505 -> "The version of HTTP is not known: send HTTP/1.1.";
			default -> "The request was refused with status %d.".formatted(status);
		};
	}

}
