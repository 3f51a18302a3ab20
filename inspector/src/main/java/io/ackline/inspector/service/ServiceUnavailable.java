package io.ackline.inspector.service;

import org.springframework.http.HttpStatus;

/**
 * A service of Ackline is not known here, or does not answer.
 */
public final class ServiceUnavailable extends RuntimeException {

	private final HttpStatus status;

	private final boolean asked;

	ServiceUnavailable(HttpStatus status, boolean asked, String message) {
		super(message);
		this.status = status;
		this.asked = asked;
	}

	public HttpStatus status() {
		return this.status;
	}

	/**
	 * Returns whether it may have got the request, and have done what it asks.
	 */
	public boolean wasAsked() {
		return this.asked;
	}

}
