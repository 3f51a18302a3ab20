package io.ackline.workbench.evidence;

/**
 * What the consumer says of one event.
 *
 * @param identity the event
 * @param state {@code pending}, {@code processed}, {@code retrying}, {@code held} or
 * {@code dead}
 * @param place the record that it was read from
 */
public record Receipt(Identity identity, String state, Place place) {

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
