package io.ackline.cluster.process;

import org.jspecify.annotations.Nullable;

/**
 * Something that the person at the terminal can act on: its message is a whole sentence
 * that names what failed and what to do about it.
 */
public class ClusterFailure extends RuntimeException {

	public ClusterFailure(String message) {
		super(message);
	}

	public ClusterFailure(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
