package io.ackline.inspector.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The brokers did not answer, or not in time.
 */
public final class ClusterUnavailable extends RuntimeException {

	ClusterUnavailable(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
