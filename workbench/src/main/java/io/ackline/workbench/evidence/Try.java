package io.ackline.workbench.evidence;

import io.ackline.events.Event;

/**
 * One request to write one event, and what came of it. Each try carries its number in the
 * record's {@code attempt} extension, so that the record of a later one hides no lie
 * about an earlier one.
 *
 * @param event the event
 * @param attempt the number of the try, from 1
 * @param answer what the client was told
 * @param sentAt when the request was sent, in {@link System#nanoTime()}'s time
 * @param answeredAt when its outcome was known
 * @param waited for how many nanoseconds the client waited for a word at the most: for a
 * stream, which is answered as it goes, the longest time without one
 */
public record Try(Event event, int attempt, Answer answer, long sentAt, long answeredAt, long waited) {

	/**
	 * The extension that carries the number of the try.
	 */
	public static final String ATTEMPT = "attempt";

	/**
	 * How far the numbers of one client's tries of an event are from those of the next,
	 * when several clients post the same event. It is odd, so that with two producers
	 * their first tries go to different ones.
	 */
	public static final int CLIENT = 100_001;

	/**
	 * Creates a try that was answered as a whole.
	 */
	public Try(Event event, int attempt, Answer answer, long sentAt, long answeredAt) {
		this(event, attempt, answer, sentAt, answeredAt, answeredAt - sentAt);
	}

	/**
	 * Returns whether its client had tried the event before.
	 */
	public boolean isRetry() {
		return (this.attempt - 1) % CLIENT != 0;
	}

	public Identity identity() {
		return Identity.of(this.event);
	}

}
