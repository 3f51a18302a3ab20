package io.ackline.producer.kafkarest;

import java.util.regex.Pattern;

import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.json.LoneSurrogates;
import io.ackline.producer.json.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The JSON of records, as strict and as bounded as that of events. Numbers are kept as
 * they are.
 */
@Component
class RecordsJson {

	/**
	 * Where Jackson's messages turn to those who configure it.
	 */
	private static final Pattern ASIDE = Pattern.compile("(?s)(?: \\(`|: enable `|: not allowed as per `|, from `).*");

	private final JsonMapper mapper;

	RecordsJson(JsonLimits limits) {
		this.mapper = JsonMapper.builder(limits.factory())
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
			.build();
	}

	/**
	 * Returns the body of a request.
	 * @throws KafkaRestError if it is not one JSON value in UTF-8
	 */
	JsonNode parse(byte[] body) {
		int malformed = Utf8.firstMalformed(body);
		if (malformed >= 0) {
			throw wrong("the byte 0x%02X at %d is not UTF-8".formatted(body[malformed], malformed));
		}
		JsonNode parsed = read(body);
		int lone = LoneSurrogates.first(body);
		if (lone >= 0) {
			throw wrong("at byte %d, %s".formatted(lone, LoneSurrogates.WHY));
		}
		return parsed;
	}

	private JsonNode read(byte[] body) {
		try {
			return this.mapper.readTree(body);
		}
		catch (JacksonException ex) {
			TokenStreamLocation place = ex.getLocation();
			String where = (place != null) ? "line %d, column %d: ".formatted(place.getLineNr(), place.getColumnNr())
					: "";
			throw wrong(where + ASIDE.matcher(ex.getOriginalMessage()).replaceFirst(""));
		}
	}

	private static KafkaRestError wrong(String what) {
		return new KafkaRestError(HttpStatus.BAD_REQUEST, "The body is not JSON: " + what);
	}

}
