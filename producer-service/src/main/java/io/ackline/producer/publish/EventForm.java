package io.ackline.producer.publish;

import java.util.Locale;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The forms that events come in, other than streams.
 */
enum EventForm {

	/**
	 * A native event, or an array of them.
	 */
	NATIVE,

	/**
	 * A CloudEvent in structured mode.
	 */
	STRUCTURED,

	/**
	 * An array of CloudEvents.
	 */
	BATCHED,

	/**
	 * A CloudEvent in binary mode: the body is its data.
	 */
	BINARY;

	/**
	 * The header that tells a CloudEvent in binary mode.
	 */
	static final String BINARY_MARK = "ce-specversion";

	/**
	 * Returns the form of a request.
	 * @throws ProblemException if it has none of them
	 */
	static EventForm of(HttpServletRequest request) {
		String contentType = request.getContentType();
		MediaType mediaType = parse(contentType);
		boolean binary = request.getHeader(BINARY_MARK) != null;
		if (mediaType == null) {
			if (binary && contentType == null) {
				return BINARY;
			}
			throw unsupported(contentType);
		}
		String name = "%s/%s".formatted(mediaType.getType(), mediaType.getSubtype()).toLowerCase(Locale.ROOT);
		return switch (name) {
			case "application/cloudevents-batch+json" -> BATCHED;
			case "application/cloudevents+json" -> STRUCTURED;
			case MediaType.APPLICATION_NDJSON_VALUE -> {
				if (!binary) {
					throw ProblemType.NOT_ACCEPTABLE
						.exception("The answer to a stream is %s: accept it.".formatted(name));
				}
				yield BINARY;
			}
			case "application/json" -> binary ? BINARY : NATIVE;
			default -> {
				if (!binary || name.startsWith("application/cloudevents")) {
					throw unsupported(contentType);
				}
				yield BINARY;
			}
		};
	}

	private static @Nullable MediaType parse(@Nullable String contentType) {
		try {
			return (contentType != null) ? MediaType.parseMediaType(contentType) : null;
		}
		catch (InvalidMediaTypeException ex) {
			return null;
		}
	}

	private static ProblemException unsupported(@Nullable String contentType) {
		return ProblemType.UNSUPPORTED_MEDIA_TYPE.exception(
				"The Content-Type is %s: send application/json, application/x-ndjson, application/cloudevents+json or application/cloudevents-batch+json; or any other with CloudEvents' ce-* headers."
					.formatted((contentType != null) ? "'" + contentType + "'" : "missing"));
	}

}
