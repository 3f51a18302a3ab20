package io.ackline.producer.publish;

import java.util.ArrayList;
import java.util.List;

import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.json.LoneSurrogates;
import io.ackline.producer.json.Utf8;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import org.springframework.stereotype.Component;

/**
 * Bodies of JSON: one event as an object, or an array of them. What the members of the
 * objects mean is up to the form.
 */
@Component
class EventJson {

	private final JsonFactory factory;

	EventJson(JsonLimits limits) {
		this.factory = limits.factory();
	}

	/**
	 * Returns the event that is the body.
	 * @throws ProblemException if the body is not one JSON object in UTF-8
	 */
	EventDraft one(byte[] body, Members members) {
		requireUtf8(body);
		EventDraft draft = new EventDraft();
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), body)) {
			requireStart(JsonToken.START_OBJECT, "one event is a JSON object", parser, body);
			readMembers(parser, body, draft, members);
			requireEnd("the event", parser, body);
			return draft;
		}
		catch (JacksonException ex) {
			throw JsonFaults.of(ex).of(draft.id, draft.source);
		}
		catch (ProblemException ex) {
			throw ex.of(draft.id, draft.source);
		}
	}

	/**
	 * Returns the events in the array that is the body.
	 * @throws ProblemException if the body is not one JSON array in UTF-8 or has too many
	 * events
	 */
	List<EventDraft> many(byte[] body, BatchLimits limits, Members members) {
		requireUtf8(body);
		List<EventDraft> drafts = new ArrayList<>();
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), body)) {
			requireStart(JsonToken.START_ARRAY, "a batch is a JSON array", parser, body);
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				if (drafts.size() == limits.events()) {
					throw ProblemType.TOO_LARGE.exception(
							"The batch has more than %d events (ackline.producer.max-batch-events): send several, or a stream."
								.formatted(limits.events()));
				}
				drafts.add(item(parser, body, limits, members));
			}
			requireEnd("the batch", parser, body);
			return drafts;
		}
		catch (JacksonException ex) {
			throw JsonFaults.of(ex);
		}
	}

	/**
	 * Requires that the body is one JSON value in UTF-8.
	 * @throws ProblemException if it is not
	 */
	void requireValue(byte[] body) {
		requireUtf8(body);
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() == null) {
				throw JsonFaults.at(body, body.length, "the data is empty");
			}
			EventMembers.slice(parser, body);
			requireEnd("the data", parser, body);
			int lone = LoneSurrogates.first(body);
			if (lone >= 0) {
				throw JsonFaults.at(body, lone, LoneSurrogates.WHY);
			}
		}
		catch (JacksonException ex) {
			throw JsonFaults.of(ex);
		}
	}

	/**
	 * Returns whether a body begins like an array.
	 */
	static boolean isArray(byte[] body) {
		int i = 0;
		while (i < body.length && (body[i] == ' ' || body[i] == '\t' || body[i] == '\r' || body[i] == '\n')) {
			i++;
		}
		return i < body.length && body[i] == '[';
	}

	private static EventDraft item(JsonParser parser, byte[] body, BatchLimits limits, Members members) {
		EventDraft draft = new EventDraft();
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			draft.wrong("",
					"An event is a JSON object, this is %s.".formatted(EventMembers.kind(parser.currentToken())));
			parser.skipChildren();
			return draft;
		}
		int start = EventMembers.start(parser, body);
		readMembers(parser, body, draft, members);
		long size = parser.currentLocation().getByteOffset() - start;
		if (size > limits.eventBytes()) {
			draft.refuse(ProblemType.TOO_LARGE
				.exception("The event has %d bytes; the limit is %d bytes (ackline.producer.max-event-size)."
					.formatted(size, limits.eventBytes())));
		}
		return draft;
	}

	private static void readMembers(JsonParser parser, byte[] body, EventDraft draft, Members members) {
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			parser.nextToken();
			members.read(name, parser, body, draft);
		}
		members.end(draft);
	}

	private static void requireStart(JsonToken start, String expected, JsonParser parser, byte[] body) {
		if (parser.nextToken() != start) {
			throw JsonFaults.at(body, EventMembers.start(parser, body),
					(parser.currentToken() == null) ? "the body is empty"
							: "%s, this is %s".formatted(expected, EventMembers.kind(parser.currentToken())));
		}
	}

	private static void requireEnd(String what, JsonParser parser, byte[] body) {
		if (parser.nextToken() != null) {
			throw JsonFaults.at(body, EventMembers.start(parser, body), "something follows " + what);
		}
	}

	private static void requireUtf8(byte[] body) {
		if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
			throw JsonFaults.at(body, 0, "the body begins with a byte order mark: leave it out");
		}
		int malformed = Utf8.firstMalformed(body);
		if (malformed >= 0) {
			throw JsonFaults.at(body, malformed,
					"the byte 0x%02X is not UTF-8 here: send UTF-8".formatted(body[malformed]));
		}
	}

	/**
	 * What the members of an event's object mean.
	 */
	@FunctionalInterface
	interface Members {

		/**
		 * Reads a member whose value the parser stands at, and goes to the value's end.
		 */
		void read(String name, JsonParser parser, byte[] body, EventDraft draft);

		/**
		 * Called when all members have been read.
		 */
		default void end(EventDraft draft) {
		}

	}

}
