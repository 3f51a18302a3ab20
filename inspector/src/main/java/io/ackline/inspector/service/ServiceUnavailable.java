package io.ackline.inspector.service;

import org.springframework.http.HttpStatus;

/**
 * A service of Ackline is not known here, or does not answer.
 */
public final class ServiceUnavailable extends RuntimeException {

	private final HttpStatus status;

	ServiceUnavailable(HttpStatus status, String message) {
		super(message);
		this.status = status;
	}

	public HttpStatus status() {
		return this.status;
	}

}
