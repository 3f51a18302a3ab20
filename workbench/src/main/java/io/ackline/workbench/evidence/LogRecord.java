package io.ackline.workbench.evidence;

import io.ackline.events.Event;

/**
 * A record in the log.
 *
 * @param place where it stands
 * @param event the event in it
 */
public record LogRecord(Place place, Event event) {

	private static final int LONGEST_NUMBER = 9;

	public Identity identity() {
		return Identity.of(this.event);
	}

	/**
	 * Returns the number of the try that wrote the record; {@code 0} if it says none.
	 */
	public int attempt() {
		String attempt = this.event.extensions().getOrDefault(Try.ATTEMPT, "");
		boolean number = !attempt.isEmpty() && attempt.length() <= LONGEST_NUMBER
				&& attempt.chars().allMatch((c) -> c >= '0' && c <= '9');
		return number ? Integer.parseInt(attempt) : 0;
	}

}
