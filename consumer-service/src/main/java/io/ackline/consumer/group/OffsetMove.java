package io.ackline.consumer.group;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.ackline.consumer.web.ProblemException;
import io.ackline.consumer.web.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * An operator's order to go on elsewhere.
 *
 * @param partition the partition to move, {@code null} for all of the topic
 * @param dryRun whether only to tell what the move would do
 */
record OffsetMove(String topic, @Nullable Integer partition, Target to, boolean dryRun) {

	private static final Set<String> MEMBERS = new TreeSet<>(Set.of("topic", "partition", "to", "dryRun"));

	/**
	 * Reads an order. A member that is not known is refused, so that a misspelt dry run
	 * is none.
	 * @throws Problem if a member is missing, unknown or not what it should be
	 */
	static OffsetMove of(Map<String, Object> body, Set<String> consumed) {
		for (String name : body.keySet()) {
			if (!MEMBERS.contains(name)) {
				throw invalid("The member '%s' is unknown: there are %s.".formatted(name, MEMBERS));
			}
		}
		if (!(body.get("topic") instanceof String topic)) {
			throw invalid("'topic' must name a topic that is consumed.");
		}
		if (!consumed.contains(topic)) {
			throw new UnknownTopic(topic, consumed);
		}
		Integer partition = partition(body.get("partition"));
		Target to = Target.of(body.get("to"));
		if (to.offset() != null && partition == null) {
			throw invalid(
					"'to' is an offset: say in which 'partition'. Without one, 'to' is a time, earliest or latest.");
		}
		Object dryRun = body.getOrDefault("dryRun", false);
		if (!(dryRun instanceof Boolean dry)) {
			throw invalid("'dryRun' is %s: it must be true or false.".formatted(dryRun));
		}
		return new OffsetMove(topic, partition, to, dry);
	}

	private static @Nullable Integer partition(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		if (value instanceof Integer number && number >= 0) {
			return number;
		}
		throw invalid("'partition' is %s: it must be a number from 0.".formatted(value));
	}

	private static ProblemException invalid(String message) {
		return ProblemType.BAD_REQUEST.exception(message);
	}

	/**
	 * Where to go on: at an offset, at a time, at the start or at the end of the log.
	 */
	record Target(@Nullable Long offset, @Nullable Instant time, String text) {

		static final String EARLIEST = "earliest";

		static final String LATEST = "latest";

		static Target of(@Nullable Object value) {
			String text = String.valueOf(value);
			if (value instanceof String && (text.equals(EARLIEST) || text.equals(LATEST))) {
				return new Target(null, null, text);
			}
			try {
				if (value instanceof Integer || value instanceof Long || text.matches("\\d{1,18}")) {
					long offset = Long.parseLong(text);
					if (offset >= 0) {
						return new Target(offset, null, text);
					}
				}
				else if (value instanceof String) {
					return new Target(null, OffsetDateTime.parse(text).toInstant(), text);
				}
			}
			catch (DateTimeException ex) {
				// told below
			}
			throw invalid("'to' is %s: it must be an offset, a time such as 2026-11-23T20:00:00Z, earliest or latest."
				.formatted(text));
		}

	}

	/**
	 * What a move did, or would do.
	 */
	record Result(boolean dryRun, List<Moved> moves) {
	}

	/**
	 * What a move does in a partition.
	 *
	 * @param from where the group would have gone on without it
	 * @param to where it goes on
	 * @param readAgain the number of offsets that are read again
	 * @param skipped how many of these have a receipt, so that they are not handled again
	 * @param handled how many of these have none: at most so many events are handled
	 * @param leftOut the number of offsets that are never read; they are recorded as a
	 * gap
	 */
	record Moved(String topic, int partition, long from, long to, long readAgain, long skipped, long handled,
			long leftOut) {

		static Moved of(PartitionRow row, long to, long known) {
			long again = Math.max(0, row.nextOffset() - to);
			return new Moved(row.topic(), row.partition(), row.nextOffset(), to, again, known, again - known,
					Math.max(0, to - row.nextOffset()));
		}

	}

}
