package io.ackline.producer.publish;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiConsumer;

import io.ackline.events.EventData;
import io.ackline.producer.json.LoneSurrogates;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Members of an event's JSON, read into its draft. What is wrong with one is noted there.
 */
final class EventMembers {

	private EventMembers() {
	}

	static void readText(String name, JsonParser parser, EventDraft draft, BiConsumer<EventDraft, String> setter) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_STRING) {
			setter.accept(draft, parser.getString());
		}
		else if (token != JsonToken.VALUE_NULL) {
			draft.wrong(name, "'%s' must be a string, not %s.".formatted(name, kind(token)));
			parser.skipChildren();
		}
	}

	static void readExtension(String name, JsonParser parser, EventDraft draft) {
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

	static void setTime(EventDraft draft, String value) {
		try {
			draft.time = Timestamps.parse(value);
		}
		catch (DateTimeException ex) {
			draft.wrong("time",
					"'time' is '%s', no timestamp of RFC 3339 as in 2026-01-31T12:00:00Z.".formatted(shown(value)));
		}
	}

	static void setVersion(EventDraft draft, String value) {
		draft.specVersion = value;
		if (!value.equals("1.0")) {
			draft.wrong("specversion", "'specversion' is '%s': only 1.0 is known.".formatted(shown(value)));
		}
	}

	static void setBinaryData(EventDraft draft, String value) {
		try {
			draft.binaryData = EventData.of(Base64.getDecoder().decode(value));
		}
		catch (IllegalArgumentException ex) {
			draft.wrong("data_base64", "'data_base64' is not base64 as RFC 4648, section 4, has it.");
		}
	}

	/**
	 * Reads the data, as the bytes that were sent.
	 */
	static void readData(JsonParser parser, byte[] body, EventDraft draft) {
		int start = start(parser, body);
		byte[] data = slice(parser, body);
		int lone = LoneSurrogates.first(data);
		if (lone >= 0) {
			draft.wrong("data", JsonFaults.locate(body, start + lone, LoneSurrogates.WHY));
		}
		draft.data = EventData.of(data);
	}

	/**
	 * Returns the bytes of the value that the parser stands at the start of, and goes to
	 * its end.
	 */
	static byte[] slice(JsonParser parser, byte[] body) {
		int start = start(parser, body);
		if (parser.currentToken().isStructStart()) {
			parser.skipChildren();
		}
		else {
			parser.finishToken();
		}
		return Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset());
	}

	static int start(JsonParser parser, byte[] body) {
		return (parser.currentToken() != null) ? (int) parser.currentTokenLocation().getByteOffset() : body.length;
	}

	static String kind(JsonToken token) {
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

	static String shown(String text) {
		return (text.length() <= 40) ? text : text.substring(0, 40) + "…";
	}

}
