package io.ackline.producer.kafkarest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;

/**
 * How keys and values stand in a request.
 */
enum EmbeddedFormat {

	/**
	 * As JSON, which they are in Kafka too.
	 */
	JSON,

	/**
	 * As base64 of their bytes.
	 */
	BINARY,

	/**
	 * As strings, which are UTF-8 in Kafka.
	 */
	TEXT;

	/**
	 * Returns the format that a media type names.
	 */
	static EmbeddedFormat of(@Nullable String contentType) {
		String name = (contentType != null) ? contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT) : "";
		return switch (name) {
			case "application/vnd.kafka.json.v2+json" -> JSON;
			case "application/vnd.kafka.binary.v2+json" -> BINARY;
			case "application/vnd.kafka.text.v2+json" -> TEXT;
			default -> throw new KafkaRestError(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					"The Content-Type is '%s': send application/vnd.kafka.json.v2+json, application/vnd.kafka.binary.v2+json or application/vnd.kafka.text.v2+json."
						.formatted(name));
		};
	}

	/**
	 * Returns the bytes of a key or value.
	 * @param where what it is, in words
	 */
	byte @Nullable [] bytes(@Nullable JsonNode node, String where) {
		if (node == null || node.isNull()) {
			return null;
		}
		if (this == JSON) {
			return node.toString().getBytes(StandardCharsets.UTF_8);
		}
		if (!node.isString()) {
			throw new KafkaRestError(HttpStatus.BAD_REQUEST, "%s must be a string.".formatted(where));
		}
		return (this == TEXT) ? node.asString().getBytes(StandardCharsets.UTF_8) : base64(node.asString(), where);
	}

	static byte[] base64(String text, String where) {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new KafkaRestError(HttpStatus.BAD_REQUEST, "%s is not base64.".formatted(where));
		}
	}

}
