package io.ackline.inspector.message;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Some records of a topic.
 *
 * @param messages the records, those first that are next to where was asked to begin
 * @param next where to go on, by partition; an offset to read from, or before which to
 * read
 * @param more whether there is anything there
 * @param scanned how many records were looked at
 * @param hurried whether the time was over before enough was found
 * @param silent partitions that did not answer in time, and of which nothing is here
 */
record Page(List<Message> messages, Map<Integer, Long> next, boolean more, long scanned, boolean hurried,
		List<Integer> silent) {

	Page {
		messages = List.copyOf(messages);
		next = Map.copyOf(next);
		silent = List.copyOf(silent);
	}

	/**
	 * Returns the page with partitions that did not answer: they are gone on with where
	 * they were to be begun.
	 * @param at where that is, of those of which it is known
	 */
	Page without(List<Integer> partitions, Map<Integer, Long> at) {
		if (partitions.isEmpty()) {
			return this;
		}
		Map<Integer, Long> all = new TreeMap<>(this.next);
		partitions.forEach((partition) -> {
			Long offset = at.get(partition);
			if (offset != null) {
				all.put(partition, offset);
			}
		});
		return new Page(this.messages, all, true, this.scanned, this.hurried,
				Stream.concat(this.silent.stream(), partitions.stream()).sorted().toList());
	}

}
