package io.ackline.producer.publish;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.InvalidEvent;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of an event, before the service fills in what it leaves out. It
 * also collects what is wrong, so that all of it is answered at once.
 */
final class EventDraft {

	private static final int MAX_ERRORS = 20;

	private static final String JSON = "application/json";

	private final List<Problem.Place> errors = new ArrayList<>();

	private final SortedMap<String, String> extensions = new TreeMap<>();

	private @Nullable ProblemException refusal;

	@Nullable String id;

	@Nullable String source;

	@Nullable String type;

	@Nullable OffsetDateTime time;

	@Nullable String subject;

	@Nullable String dataContentType;

	@Nullable String dataSchema;

	@Nullable String key;

	@Nullable String partitionKey;

	@Nullable String specVersion;

	/**
	 * The data as JSON.
	 */
	@Nullable EventData data;

	/**
	 * The data where it is not JSON.
	 */
	@Nullable EventData binaryData;

	void extension(String name, String value) {
		this.extensions.put(name, value);
	}

	SortedMap<String, String> extensions() {
		return this.extensions;
	}

	void wrong(String attribute, String message) {
		if (this.errors.size() < MAX_ERRORS) {
			this.errors.add(new Problem.Place(pointer(attribute), message));
		}
	}

	void idIfAbsent(String derived) {
		if (this.id == null && !isWrong("id")) {
			this.id = derived;
		}
	}

	/**
	 * Refuses the event, whatever else is wrong with it.
	 */
	void refuse(ProblemException outcome) {
		this.refusal = outcome;
	}

	/**
	 * Requires what a CloudEvent must have, of which a native event is given some.
	 */
	void requireCloudEvent() {
		requirePresent("specversion", this.specVersion);
		requirePresent("id", this.id);
		requirePresent("source", this.source);
	}

	/**
	 * Returns whether the data is JSON, as far as its media type is concerned.
	 */
	boolean declaresJson() {
		return this.dataContentType == null || isJson(this.dataContentType);
	}

	/**
	 * Returns the event.
	 * @param topic the topic it goes to
	 * @param defaultSource the source, where the event names none
	 * @param idempotencyKey the id that the request itself gives, if any
	 * @param newId gives an id where neither does
	 * @throws ProblemException if an attribute is missing, wrong or conflicts with
	 * another
	 */
	Event toEvent(Topic topic, String defaultSource, @Nullable String idempotencyKey, Supplier<String> newId) {
		String givenId = id(idempotencyKey);
		String eventType = requireType(idempotencyKey);
		String eventId = (givenId != null) ? givenId : newId.get();
		String eventSource = (this.source != null) ? this.source : defaultSource;
		if (topic.needsKey() && key() == null) {
			throw ProblemType.KEY_REQUIRED
				.exception(
						"Topic '%s' is compacted, which needs a key: give the event a \"key\".".formatted(topic.name()))
				.of(givenId, eventSource);
		}
		try {
			return Event.builder(eventId, eventSource, eventType, time())
				.subject(this.subject)
				.dataContentType(dataContentType())
				.dataSchema(this.dataSchema)
				.extensions(this.extensions)
				.key(key())
				.data((this.data != null) ? this.data : this.binaryData)
				.build();
		}
		catch (InvalidEvent ex) {
			throw invalid(List.of(new Problem.Place(pointer(ex.attribute()), String.valueOf(ex.getMessage()))))
				.of(givenId, eventSource);
		}
	}

	/**
	 * Returns the id that the body or else the request gives, or {@code null}.
	 */
	@Nullable String id(@Nullable String idempotencyKey) {
		return (this.id != null) ? this.id : idempotencyKey;
	}

	/**
	 * Returns the type, which may decide on the topic.
	 * @throws ProblemException if it is missing or something else is wrong
	 */
	String requireType(@Nullable String idempotencyKey) {
		check(id(idempotencyKey), idempotencyKey);
		return Objects.requireNonNull(this.type);
	}

	private void check(@Nullable String givenId, @Nullable String idempotencyKey) {
		if (this.refusal != null) {
			throw this.refusal.of(givenId, this.source);
		}
		if (this.type == null && !isWrong("type") && !isWrong("")) {
			wrong("type", "'type' is missing: say what happened, as in payment.captured.");
		}
		if (this.id != null && idempotencyKey != null && !this.id.equals(idempotencyKey)) {
			wrong("id", "'id' and the Idempotency-Key header differ: give one of them, or the same twice.");
		}
		if (this.key != null && this.partitionKey != null && !this.key.equals(this.partitionKey)) {
			wrong("partitionkey", "'key' and 'partitionkey' are the same attribute and differ: give one of them.");
		}
		if (this.data != null && this.binaryData != null) {
			wrong("data_base64", "'data' and 'data_base64' exclude each other: give one of them.");
		}
		if (this.data != null && !declaresJson()) {
			wrong("datacontenttype",
					"'datacontenttype' is not JSON, 'data' is: give data of other types as 'data_base64'.");
		}
		if (!this.errors.isEmpty()) {
			throw invalid(this.errors).of(givenId, this.source);
		}
	}

	private void requirePresent(String attribute, @Nullable String value) {
		if (value == null && !isWrong(attribute)) {
			wrong(attribute, "'%s' is missing: CloudEvents 1.0 requires it.".formatted(attribute));
		}
	}

	private boolean isWrong(String attribute) {
		String pointer = pointer(attribute);
		return this.errors.stream().anyMatch((error) -> error.pointer().equals(pointer));
	}

	private static ProblemException invalid(List<Problem.Place> errors) {
		String detail = (errors.size() == 1) ? errors.get(0).message()
				: "%d things are wrong with the event: see errors.".formatted(errors.size());
		return new ProblemException(ProblemType.INVALID_EVENT.problem(detail).at(errors));
	}

	private OffsetDateTime time() {
		return (this.time != null) ? this.time : OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
	}

	private @Nullable String key() {
		return (this.key != null) ? this.key : this.partitionKey;
	}

	private @Nullable String dataContentType() {
		return (this.dataContentType == null && this.data != null) ? JSON : this.dataContentType;
	}

	static boolean isJson(String contentType) {
		String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		return mediaType.endsWith("/json") || mediaType.endsWith("+json");
	}

	private static String pointer(String attribute) {
		return (attribute.isEmpty() || attribute.equals("extensions")) ? ""
				: "/" + attribute.replace("~", "~0").replace("/", "~1");
	}

}
