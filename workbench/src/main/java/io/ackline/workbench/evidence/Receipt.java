package io.ackline.workbench.evidence;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the consumer says of one event.
 *
 * @param identity the event
 * @param state {@code pending}, {@code processed}, {@code retrying}, {@code held} or
 * {@code dead}
 * @param place the record that it was read from
 * @param latency from the record's writing until it was processed; {@code null} if it was
 * not
 */
public record Receipt(Identity identity, String state, Place place, @Nullable Duration latency) {

	/**
	 * The state of an event that a handler has done its work on.
	 */
	public static final String PROCESSED = "processed";

	/**
	 * The state of an event that nobody will work on again by himself.
	 */
	public static final String DEAD = "dead";

	public boolean settled() {
		return this.state.equals(PROCESSED) || this.state.equals(DEAD);
	}

}
