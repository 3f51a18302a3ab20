package io.ackline.consumer.web;

import org.springframework.http.HttpStatus;

/**
 * A request cannot be answered as it was meant to. The message says why, and what to do.
 */
public class Problem extends RuntimeException {

	private final HttpStatus status;

	public Problem(HttpStatus status, String message) {
		super(message);
		this.status = status;
	}

	HttpStatus status() {
		return this.status;
	}

}
