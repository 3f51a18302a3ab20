package io.ackline.producer.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Requests that the service answers while it refuses all others: they ask how it is.
 */
public final class AlwaysAnswered {

	private AlwaysAnswered() {
	}

	/**
	 * Returns whether a request is one of them.
	 */
	public static boolean includes(HttpServletRequest request) {
		return request.getRequestURI().startsWith("/actuator");
	}

}
