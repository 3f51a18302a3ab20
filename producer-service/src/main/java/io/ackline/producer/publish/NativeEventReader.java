package io.ackline.producer.publish;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiConsumer;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.producer.web.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import org.springframework.stereotype.Component;

/**
 * Reads events in their native JSON form: {@code {"type": …, "key": …, "data": …}} and
 * the other attributes, all on one level. The data is not read into objects but kept as
 * the bytes that were sent.
 */
@Component
class NativeEventReader {

	private static final JsonFactory JSON = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
		.build();

	/**
	 * Reads one event.
	 * @throws ProblemException if the body is not one JSON object in UTF-8
	 */
	EventDraft read(byte[] body) {
		requireUtf8(body);
		EventDraft draft = new EventDraft();
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw JsonFaults.at(body, start(parser, body), (parser.currentToken() == null) ? "the body is empty"
						: "one event is a JSON object, this is " + kind(parser.currentToken()));
			}
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				parser.nextToken();
				readMember(name, parser, body, draft);
			}
			if (parser.nextToken() != null) {
				throw JsonFaults.at(body, start(parser, body), "something follows the event")
					.of(draft.id, draft.source);
			}
			return draft;
		}
		catch (JacksonException ex) {
			throw JsonFaults.of(ex).of(draft.id, draft.source);
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

	private static void readMember(String name, JsonParser parser, byte[] body, EventDraft draft) {
		switch (name) {
			case "id" -> readText(name, parser, draft, (event, value) -> event.id = value);
			case "source" -> readText(name, parser, draft, (event, value) -> event.source = value);
			case "type" -> readText(name, parser, draft, (event, value) -> event.type = value);
			case "time" -> readText(name, parser, draft, NativeEventReader::setTime);
			case "subject" -> readText(name, parser, draft, (event, value) -> event.subject = value);
			case "datacontenttype" -> readText(name, parser, draft, (event, value) -> event.dataContentType = value);
			case "dataschema" -> readText(name, parser, draft, (event, value) -> event.dataSchema = value);
			case "key" -> readText(name, parser, draft, (event, value) -> event.key = value);
			case Event.PARTITION_KEY -> readText(name, parser, draft, (event, value) -> event.partitionKey = value);
			case "specversion" -> readText(name, parser, draft, NativeEventReader::requireVersion);
			case "data" -> draft.data = EventData.of(slice(parser, body));
			case "data_base64" -> readText(name, parser, draft, NativeEventReader::setBinaryData);
			default -> readExtension(name, parser, draft);
		}
	}

	private static void readText(String name, JsonParser parser, EventDraft draft,
			BiConsumer<EventDraft, String> setter) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_STRING) {
			setter.accept(draft, parser.getString());
		}
		else if (token != JsonToken.VALUE_NULL) {
			draft.wrong(name, "'%s' must be a string, not %s.".formatted(name, kind(token)));
			parser.skipChildren();
		}
	}

	private static void readExtension(String name, JsonParser parser, EventDraft draft) {
		switch (parser.currentToken()) {
			case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> draft.extension(name, parser.getString());
			case VALUE_NULL -> {
			}
			case VALUE_NUMBER_INT -> {
				if (parser.getNumberType() == JsonParser.NumberType.INT) {
					draft.extension(name, parser.getString());
				}
				else {
					draft.wrong(name, "'%s' has more than 32 bits: give it as a string.".formatted(shown(name)));
				}
			}
			default -> {
				draft.wrong(name,
						"'%s' is an extension attribute, which is a string, a boolean or an integer, not %s: put it into \"data\"."
							.formatted(shown(name), kind(parser.currentToken())));
				parser.skipChildren();
			}
		}
	}

	private static void setTime(EventDraft draft, String value) {
		try {
			draft.time = Timestamps.parse(value);
		}
		catch (DateTimeException ex) {
			draft.wrong("time",
					"'time' is '%s', no timestamp of RFC 3339 as in 2026-01-31T12:00:00Z.".formatted(shown(value)));
		}
	}

	private static void requireVersion(EventDraft draft, String value) {
		if (!value.equals("1.0")) {
			draft.wrong("specversion", "'specversion' is '%s': only 1.0 is known.".formatted(shown(value)));
		}
	}

	private static void setBinaryData(EventDraft draft, String value) {
		try {
			draft.binaryData = EventData.of(Base64.getDecoder().decode(value));
		}
		catch (IllegalArgumentException ex) {
			draft.wrong("data_base64", "'data_base64' is not base64 as RFC 4648, section 4, has it.");
		}
	}

	/**
	 * Returns the bytes of the value that the parser stands at the start of, and goes to
	 * its end.
	 */
	private static byte[] slice(JsonParser parser, byte[] body) {
		int start = start(parser, body);
		if (parser.currentToken().isStructStart()) {
			parser.skipChildren();
		}
		else {
			parser.finishToken();
		}
		return Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset());
	}

	private static int start(JsonParser parser, byte[] body) {
		return (parser.currentToken() != null) ? (int) parser.currentTokenLocation().getByteOffset() : body.length;
	}

	private static String kind(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> "an object";
			case START_ARRAY -> "an array";
			case VALUE_STRING -> "a string";
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
			case VALUE_TRUE, VALUE_FALSE -> "a boolean";
			case VALUE_NULL -> "null";
			default -> "nothing";
		};
	}

	private static String shown(String text) {
		return (text.length() <= 40) ? text : text.substring(0, 40) + "…";
	}

}
