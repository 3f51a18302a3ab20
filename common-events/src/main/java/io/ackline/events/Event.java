package io.ackline.events;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An event with its <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 * 1.0</a> attributes. Within a topic, {@code source} and {@code id} are its identity.
 *
 * @param id unique within the source; 1 to {@value #MAX_LENGTH} characters
 * @param source where the event happened; 1 to {@value #MAX_LENGTH} characters
 * @param type what happened, such as {@code payment.captured}; 1 to {@value #MAX_LENGTH}
 * characters
 * @param time when it happened
 * @param subject what it happened to, within the source
 * @param dataContentType media type of the data
 * @param dataSchema URI of the schema that the data adheres to
 * @param extensions further attributes by name, in the order of their names, without the
 * partition key
 * @param key the partition key: events of one key are kept in order; 1 to
 * {@value #MAX_LENGTH} characters. {@code null} when order does not matter
 * @param data the data; {@code null} for an event without any, a tombstone
 */
public record Event(String id, String source, String type, OffsetDateTime time, @Nullable String subject,
		@Nullable String dataContentType, @Nullable String dataSchema, SortedMap<String, String> extensions,
		@Nullable String key, @Nullable EventData data) {

	/**
	 * Longest {@code id}, {@code source}, {@code type} and {@code key}, in Unicode code
	 * points.
	 */
	public static final int MAX_LENGTH = 255;

	/**
	 * Longest value of any other attribute, in Unicode code points.
	 */
	public static final int MAX_ATTRIBUTE_LENGTH = 2048;

	/**
	 * Most extensions that an event carries.
	 */
	public static final int MAX_EXTENSIONS = 64;

	/**
	 * Longest name of an extension, in characters.
	 */
	public static final int MAX_NAME_LENGTH = 64;

	/**
	 * The extension that carries the partition key, of CloudEvents' partitioning
	 * extension.
	 */
	public static final String PARTITION_KEY = "partitionkey";

	private static final int MAX_SHOWN = 40;

	/**
	 * Creates an event.
	 * @throws InvalidEvent if an attribute breaks a rule or a limit
	 */
	public Event {
		requireText("id", id, MAX_LENGTH);
		requireText("source", source, MAX_LENGTH);
		requireText("type", type, MAX_LENGTH);
		requireTextIfPresent("subject", subject, MAX_ATTRIBUTE_LENGTH);
		requireTextIfPresent("datacontenttype", dataContentType, MAX_ATTRIBUTE_LENGTH);
		requireTextIfPresent("dataschema", dataSchema, MAX_ATTRIBUTE_LENGTH);
		requireTextIfPresent("key", key, MAX_LENGTH);
		if (extensions.size() > MAX_EXTENSIONS) {
			throw new InvalidEvent("extensions", "The event has %d extensions; the most is %d. Move some into data."
				.formatted(extensions.size(), MAX_EXTENSIONS));
		}
		extensions.forEach(Event::requireExtension);
		extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
	}

	/**
	 * Starts an event from its required attributes.
	 */
	public static Builder builder(String id, String source, String type, OffsetDateTime time) {
		return new Builder(id, source, type, time);
	}

	/**
	 * Returns the digest of what makes two events of one identity the same event: type,
	 * key and data.
	 */
	public EventDigest digest() {
		return EventDigest.of(this);
	}

	private static void requireExtension(String name, String value) {
		if (!isAttributeName(name)) {
			throw new InvalidEvent(name,
					"'%s' is no attribute name: use 1 to 20 lower-case letters and digits.".formatted(shown(name)));
		}
		if (isReserved(name)) {
			throw new InvalidEvent(name,
					"'%s' is an attribute of its own and cannot be an extension too: remove it.".formatted(name));
		}
		if (!value.isEmpty()) {
			requireText(name, value, MAX_ATTRIBUTE_LENGTH);
		}
	}

	private static void requireTextIfPresent(String attribute, @Nullable String value, int limit) {
		if (value != null) {
			requireText(attribute, value, limit);
		}
	}

	private static void requireText(String attribute, String value, int limit) {
		if (value.isEmpty()) {
			throw new InvalidEvent(attribute, "'%s' is empty: give it 1 to %d characters.".formatted(attribute, limit));
		}
		int length = value.length();
		if (length > limit && value.codePointCount(0, length) > limit) {
			throw new InvalidEvent(attribute, "'%s' ('%s') has %d characters; the limit is %d. Shorten it."
				.formatted(attribute, shown(value), value.codePointCount(0, length), limit));
		}
		for (int i = 0; i < length; i++) {
			char c = value.charAt(i);
			if (Character.isISOControl(c)) {
				throw new InvalidEvent(attribute, "'%s' has the control character U+%04X at position %d: remove it."
					.formatted(attribute, (int) c, i));
			}
			if (Character.isSurrogate(c)) {
				boolean paired = Character.isHighSurrogate(c) && i + 1 < length
						&& Character.isLowSurrogate(value.charAt(i + 1));
				if (!paired) {
					throw new InvalidEvent(attribute, "'%s' has the lone surrogate U+%04X at position %d: remove it."
						.formatted(attribute, (int) c, i));
				}
				i++;
			}
		}
	}

	private static boolean isAttributeName(String name) {
		return !name.isEmpty() && name.length() <= MAX_NAME_LENGTH
				&& name.chars().allMatch((c) -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
	}

	private static boolean isReserved(String name) {
		return switch (name) {
			case "id", "source", "type", "time", "subject", "specversion", "datacontenttype", "dataschema", "data",
					PARTITION_KEY ->
				true;
			default -> false;
		};
	}

	private static String shown(String value) {
		return (value.length() <= MAX_SHOWN) ? value : value.substring(0, MAX_SHOWN) + "…";
	}

	/**
	 * Collects the attributes of an {@link Event}.
	 */
	public static final class Builder {

		private final String id;

		private final String source;

		private final String type;

		private final OffsetDateTime time;

		private final SortedMap<String, String> extensions = new TreeMap<>();

		private @Nullable String subject;

		private @Nullable String dataContentType;

		private @Nullable String dataSchema;

		private @Nullable String key;

		private @Nullable EventData data;

		private Builder(String id, String source, String type, OffsetDateTime time) {
			this.id = id;
			this.source = source;
			this.type = type;
			this.time = time;
		}

		public Builder subject(@Nullable String subject) {
			this.subject = subject;
			return this;
		}

		public Builder dataContentType(@Nullable String dataContentType) {
			this.dataContentType = dataContentType;
			return this;
		}

		public Builder dataSchema(@Nullable String dataSchema) {
			this.dataSchema = dataSchema;
			return this;
		}

		public Builder extension(String name, String value) {
			this.extensions.put(name, value);
			return this;
		}

		public Builder extensions(Map<String, String> extensions) {
			this.extensions.putAll(extensions);
			return this;
		}

		public Builder key(@Nullable String key) {
			this.key = key;
			return this;
		}

		public Builder data(@Nullable EventData data) {
			this.data = data;
			return this;
		}

		/**
		 * Returns the event.
		 * @throws InvalidEvent if an attribute breaks a rule or a limit
		 */
		public Event build() {
			return new Event(this.id, this.source, this.type, this.time, this.subject, this.dataContentType,
					this.dataSchema, this.extensions, this.key, this.data);
		}

	}

}
