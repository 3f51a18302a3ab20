package io.ackline.producer.publish;

import io.ackline.events.Event;
import io.ackline.producer.web.ProblemType;

/**
 * Ids of events that came together under one {@code Idempotency-Key}: the key, a dash and
 * the event's number, so that the same request sent again names the same events.
 */
final class DerivedIds {

	private static final int MAX_KEY_LENGTH = Event.MAX_LENGTH - 20;

	private final String prefix;

	/**
	 * Creates the ids.
	 * @throws io.ackline.producer.web.ProblemException if the key leaves no room for
	 * numbers
	 */
	DerivedIds(String idempotencyKey) {
		if (idempotencyKey.length() > MAX_KEY_LENGTH) {
			throw ProblemType.BAD_REQUEST
				.exception("Idempotency-Key has %d characters; with several events the limit is %d."
					.formatted(idempotencyKey.length(), MAX_KEY_LENGTH));
		}
		this.prefix = idempotencyKey + "-";
	}

	String get(long number) {
		return this.prefix + number;
	}

}
