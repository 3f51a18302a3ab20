package io.ackline.events;

/**
 * An attribute of an event is missing or breaks a rule of CloudEvents 1.0 or a limit of
 * {@link Event}. The message names the attribute, the value, the limit and the remedy.
 */
public class InvalidEvent extends IllegalArgumentException {

	private final String attribute;

	public InvalidEvent(String attribute, String message) {
		super(message);
		this.attribute = attribute;
	}

	/**
	 * Returns the name of the attribute at fault, in CloudEvents' spelling; {@code key}
	 * for the partition key.
	 */
	public String attribute() {
		return this.attribute;
	}

}
