package io.ackline.producer.security;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of events in a time, such as {@code 500/s}.
 *
 * @param events how many events
 * @param unit the time, in a letter
 */
record Rate(long events, char unit) {

	private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})/([smh])");

	/**
	 * Returns the rate that is written as the given text.
	 * @throws IllegalArgumentException if it is none
	 */
	static Rate of(String text) {
		Matcher matcher = TEXT.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"'%s' is no rate: write events a second, minute or hour as in 500/s, 10/m or 100/h"
						.formatted(text));
		}
		return new Rate(Long.parseLong(matcher.group(1)), matcher.group(2).charAt(0));
	}

	Duration period() {
		return switch (this.unit) {
			case 's' -> Duration.ofSeconds(1);
			case 'm' -> Duration.ofMinutes(1);
			default -> Duration.ofHours(1);
		};
	}

	/**
	 * Returns how many events that are in a minute, at least one.
	 */
	long perMinute() {
		return Math.max(1, this.events * Duration.ofMinutes(1).toSeconds() / period().toSeconds());
	}

	@Override
	public String toString() {
		return "%d/%c".formatted(this.events, this.unit);
	}

}
