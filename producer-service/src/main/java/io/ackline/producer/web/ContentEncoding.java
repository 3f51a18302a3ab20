package io.ackline.producer.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How a body is encoded.
 */
public enum ContentEncoding {

	IDENTITY, GZIP;

	private static final int BUFFER = 8 * 1024;

	/**
	 * Returns the encoding of a request's body.
	 * @throws ProblemException if it is another one
	 */
	public static ContentEncoding of(HttpServletRequest request) {
		List<String> encodings = Collections.list(request.getHeaders("Content-Encoding"));
		String encoding = String.join(", ", encodings).strip();
		return switch (encoding.toLowerCase(Locale.ROOT)) {
			case "", "identity" -> IDENTITY;
			case "gzip", "x-gzip" -> GZIP;
			default -> throw ProblemType.UNSUPPORTED_MEDIA_TYPE
				.exception("The body is encoded as '%s': send it with gzip, or as it is.".formatted(encoding));
		};
	}

	public InputStream decode(InputStream body) throws IOException {
		return (this == GZIP) ? new GZIPInputStream(body, BUFFER) : body;
	}

}
