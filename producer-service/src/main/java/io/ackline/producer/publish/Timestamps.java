package io.ackline.producer.publish;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * Timestamps as <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339</a>
 * has them, which is stricter than ISO 8601: with seconds, and an offset in hours and
 * minutes.
 */
final class Timestamps {

	private static final Pattern RFC_3339 = Pattern
		.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

	private Timestamps() {
	}

	/**
	 * Returns the time that a text gives.
	 * @throws DateTimeException if it is no such timestamp
	 */
	static OffsetDateTime parse(String text) {
		if (text.length() > 40 || !RFC_3339.matcher(text).matches()) {
			throw new DateTimeException("Not a timestamp of RFC 3339");
		}
		return OffsetDateTime.parse(text);
	}

}
