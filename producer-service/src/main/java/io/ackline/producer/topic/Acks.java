package io.ackline.producer.topic;

import java.util.Arrays;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How many replicas acknowledge a write before it is answered: Kafka's {@code acks}.
 */
public enum Acks {

	/**
	 * All replicas that are in sync, at least {@code min.insync.replicas}.
	 */
	ALL("all"),

	/**
	 * The partition's leader.
	 */
	LEADER("1"),

	/**
	 * None: the write is sent, nothing is promised.
	 */
	NONE("0");

	private final String text;

	Acks(String text) {
		this.text = text;
	}

	/**
	 * Returns the acks that are written as the given text.
	 * @throws IllegalArgumentException if it is none of {@code all}, {@code 1} and
	 * {@code 0}
	 */
	public static Acks of(String text) {
		return Arrays.stream(values())
			.filter((acks) -> acks.text.equals(text) || (acks == ALL && text.equals("-1")))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("acks is '%s'; it is one of %s".formatted(text,
					Arrays.stream(values()).map(Acks::toString).collect(Collectors.joining(", ")))));
	}

	@JsonValue
	@Override
	public String toString() {
		return this.text;
	}

}
