package io.ackline.consumer.receipt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.ackline.consumer.web.InvalidParameter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * Which receipts are asked for: those for which everything given is so.
 *
 * @param limit most receipts in an answer, from 1 to {@value #MAX_LIMIT}
 */
record ReceiptQuery(@Nullable String id, @Nullable String source, @Nullable String topic, @Nullable String state,
		@Nullable String key, @Nullable Integer partition, @Nullable Long offset, int limit, @Nullable Cursor cursor) {

	static final int MAX_LIMIT = 1000;

	private static final Set<String> STATES = Set.of("pending", "processed", "retrying", "held", "dead");

	private static final Set<String> PARAMETERS = Set.of("id", "source", "topic", "state", "key", "partition", "offset",
			"limit", "cursor");

	ReceiptQuery {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new InvalidParameter("limit", String.valueOf(limit), "a number from 1 to " + MAX_LIMIT);
		}
		if (state != null && !STATES.contains(state)) {
			throw new InvalidParameter("state", state, "one of pending, processed, retrying, held, dead");
		}
		if (offset != null && (topic == null || partition == null)) {
			throw new InvalidParameter("offset", String.valueOf(offset), "given together with topic and partition");
		}
		if (partition != null && topic == null) {
			throw new InvalidParameter("partition", String.valueOf(partition), "given together with topic");
		}
	}

	/**
	 * Reads a query from request parameters.
	 * @throws InvalidParameter if one is unknown, given twice or not what it should be
	 */
	static ReceiptQuery of(MultiValueMap<String, String> parameters) {
		InvalidParameter.requireKnown(parameters, PARAMETERS);
		String partition = parameters.getFirst("partition");
		String offset = parameters.getFirst("offset");
		String limit = parameters.getFirst("limit");
		String cursor = parameters.getFirst("cursor");
		return new ReceiptQuery(parameters.getFirst("id"), parameters.getFirst("source"), parameters.getFirst("topic"),
				parameters.getFirst("state"), parameters.getFirst("key"),
				(partition != null) ? (int) number("partition", partition, Integer.MAX_VALUE) : null,
				(offset != null) ? number("offset", offset, Long.MAX_VALUE) : null,
				(limit != null) ? (int) number("limit", limit, MAX_LIMIT) : 100,
				(cursor != null) ? Cursor.parse(cursor) : null);
	}

	private static long number(String name, String value, long most) {
		try {
			long number = Long.parseLong(value);
			if (number >= 0 && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// told below
		}
		throw new InvalidParameter(name, value, "a number from 0 to " + most);
	}

	boolean isPosition() {
		return this.offset != null;
	}

	/**
	 * The place after which the next page starts: receipts are told in the order of topic
	 * id, partition, offset, id and source.
	 */
	record Cursor(UUID topicId, int partition, long offset, String id, String source) {

		private static final String SEPARATOR = "\n";

		static Cursor parse(String text) {
			try {
				String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
				List<String> parts = Arrays.asList(decoded.split(SEPARATOR, -1));
				return new Cursor(UUID.fromString(parts.get(0)), Integer.parseInt(parts.get(1)),
						Long.parseLong(parts.get(2)), parts.get(3), parts.get(4));
			}
			catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
				throw new InvalidParameter("cursor", text, "the 'next' of the page before");
			}
		}

		@Override
		public String toString() {
			String text = String.join(SEPARATOR, this.topicId.toString(), String.valueOf(this.partition),
					String.valueOf(this.offset), this.id, this.source);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
