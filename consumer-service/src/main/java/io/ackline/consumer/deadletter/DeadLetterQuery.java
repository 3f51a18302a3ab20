package io.ackline.consumer.deadletter;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.ackline.consumer.database.Conditions;
import io.ackline.consumer.web.InvalidParameter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * Which dead letters are asked for: those for which everything given is so.
 *
 * @param error what their error contains, in upper or lower case
 * @param id the id of the event, or of its receipt where these differ
 */
record DeadLetterQuery(@Nullable String topic, @Nullable String error, @Nullable String reason, @Nullable String key,
		@Nullable String id, @Nullable String state) {

	static final int MAX_LISTED = 1000;

	private static final Set<String> FILTERS = Set.of("topic", "error", "reason", "key", "id");

	private static final List<String> STATES = List.of("dead", "scheduled", "retried", "discarded");

	private static final List<String> REASONS = Arrays.stream(DeadLetter.Reason.values())
		.map(DeadLetter.Reason::text)
		.toList();

	DeadLetterQuery {
		requireOneOf("state", state, STATES);
		requireOneOf("reason", reason, REASONS);
	}

	/**
	 * Reads what is asked for from request parameters.
	 * @param others the names of parameters that are read elsewhere
	 * @throws InvalidParameter if one is unknown, given twice or not what it should be
	 */
	static DeadLetterQuery of(MultiValueMap<String, String> parameters, String... others) {
		Set<String> known = new HashSet<>(FILTERS);
		known.addAll(List.of(others));
		InvalidParameter.requireKnown(parameters, known);
		return new DeadLetterQuery(parameters.getFirst("topic"), parameters.getFirst("error"),
				parameters.getFirst("reason"), parameters.getFirst("key"), parameters.getFirst("id"),
				parameters.getFirst("state"));
	}

	private static void requireOneOf(String name, @Nullable String value, List<String> values) {
		if (value != null && !values.contains(value)) {
			throw new InvalidParameter(name, value, "one of " + String.join(", ", values));
		}
	}

	static long number(MultiValueMap<String, String> parameters, String name, long least, long most, long otherwise) {
		String text = parameters.getFirst(name);
		return (text != null) ? number(name, text, least, most) : otherwise;
	}

	static long number(String name, String text, long least, long most) {
		try {
			long number = Long.parseLong(text);
			if (number >= least && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// told below
		}
		throw new InvalidParameter(name, text, "a number from %d to %d".formatted(least, most));
	}

	Conditions conditions() {
		Conditions conditions = new Conditions();
		conditions.add("topic = ?", this.topic);
		conditions.add("strpos(lower(error), lower(?)) > 0", this.error);
		conditions.add("reason = ?", this.reason);
		conditions.add("key = ?", this.key);
		conditions.add("state = ?::dead_letter_state", this.state);
		if (this.id != null) {
			conditions.add("? in (event_id, receipt_id)", this.id);
		}
		return conditions;
	}

}
