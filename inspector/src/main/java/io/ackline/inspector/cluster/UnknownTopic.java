package io.ackline.inspector.cluster;

/**
 * There is no such topic, or no such partition of it.
 */
public final class UnknownTopic extends RuntimeException {

	public UnknownTopic(String message) {
		super(message);
	}

}
