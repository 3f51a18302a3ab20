package io.ackline.producer.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Problems as responses.
 */
public final class ProblemResponses {

	private ProblemResponses() {
	}

	/**
	 * Returns the response for a problem: {@code application/problem+json}, with
	 * {@code Retry-After} where the service cannot serve now.
	 */
	public static ResponseEntity<Object> of(Problem problem) {
		return of(problem, HttpHeaders.EMPTY);
	}

	static ResponseEntity<Object> of(Problem problem, HttpHeaders headers) {
		return withStatus(problem.status(), problem.retryAfterSeconds()).headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

	/**
	 * Returns a response with a status, and with {@code Retry-After} where the service
	 * cannot serve now.
	 */
	public static ResponseEntity.BodyBuilder withStatus(int status, long retryAfterSeconds) {
		ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
		if (hasRetryAfter(status)) {
			response.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
		}
		return response;
	}

	static boolean hasRetryAfter(int status) {
		return status == 503 || status == 429;
	}

}
