package io.ackline.events;

import org.jspecify.annotations.Nullable;

/**
 * A record claims to be a CloudEvent and is none. It will never be one: reading it again
 * does not help.
 */
public class UndecodableRecord extends RuntimeException {

	public UndecodableRecord(String message) {
		super(message);
	}

	public UndecodableRecord(@Nullable String message, Throwable cause) {
		super(message, cause);
	}

}
