package io.ackline.inspector.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which records are asked for.
 *
 * @param partition the partition, {@code null} for all
 * @param at where to begin, by partition; else at the log's start or end
 * @param time the time to begin at, or {@code null}
 * @param backwards whether to go from new to old
 * @param limit most records of the page
 */
record MessageQuery(String topic, @Nullable Integer partition, Map<Integer, Long> at, @Nullable Instant time,
		boolean backwards, int limit, MessageFilter filter) {

	static final int MOST = 500;

	MessageQuery {
		at = Map.copyOf(at);
		if (limit < 1 || limit > MOST) {
			throw new IllegalArgumentException("'limit' is 1 to %d, not %d".formatted(MOST, limit));
		}
	}

	/**
	 * Returns the offsets in a text such as {@code 0:12,1:30}.
	 */
	static Map<Integer, Long> at(@Nullable String text) {
		Map<Integer, Long> at = new HashMap<>();
		if (text == null || text.isEmpty()) {
			return at;
		}
		for (String pair : text.split(",", -1)) {
			if (!pair.matches("\\d{1,9}:\\d{1,18}")) {
				throw new IllegalArgumentException(
						"'at' is made of PARTITION:OFFSET, such as 0:12,1:30; '%s' is not".formatted(pair));
			}
			int colon = pair.indexOf(':');
			at.put(Integer.parseInt(pair, 0, colon, 10), Long.parseLong(pair, colon + 1, pair.length(), 10));
		}
		return at;
	}

	static @Nullable Instant time(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return null;
		}
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException(
					"'time' is a time such as 2026-11-23T20:00:00Z; '%s' is not".formatted(text), ex);
		}
	}

}
