package io.ackline.producer.web;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What is known about an event that was not acknowledged.
 */
public enum Written {

	/**
	 * The event is certainly not on the topic.
	 */
	NO("no"),

	/**
	 * The event may or may not be on the topic, now or in a moment.
	 */
	UNKNOWN("unknown");

	private final String text;

	Written(String text) {
		this.text = text;
	}

	@JsonValue
	@Override
	public String toString() {
		return this.text;
	}

}
