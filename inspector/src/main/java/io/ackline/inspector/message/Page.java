package io.ackline.inspector.message;

import java.util.List;
import java.util.Map;

/**
 * Some records of a topic.
 *
 * @param messages the records, those first that are next to where was asked to begin
 * @param next where to go on, by partition; an offset to read from, or before which to
 * read
 * @param more whether there is anything there
 * @param scanned how many records were looked at
 * @param hurried whether the time was over before enough was found
 */
record Page(List<Message> messages, Map<Integer, Long> next, boolean more, long scanned, boolean hurried) {

	Page {
		messages = List.copyOf(messages);
		next = Map.copyOf(next);
	}

}
