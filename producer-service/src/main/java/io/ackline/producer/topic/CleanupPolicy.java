package io.ackline.producer.topic;

/**
 * What Kafka does with old records: its {@code cleanup.policy}.
 */
public enum CleanupPolicy {

	DELETE("delete"),

	COMPACT("compact"),

	COMPACT_DELETE("compact,delete");

	private final String text;

	CleanupPolicy(String text) {
		this.text = text;
	}

	boolean compacts() {
		return this != DELETE;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
