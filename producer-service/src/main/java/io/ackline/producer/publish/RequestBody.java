package io.ackline.producer.publish;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The body of a request, read into bounded memory.
 */
final class RequestBody {

	private RequestBody() {
	}

	/**
	 * Returns the body.
	 * @param limit the most bytes that it may have
	 * @throws ProblemException if it has more, is encoded, is in another charset than
	 * UTF-8, or ends early
	 * @throws IOException if the client is gone
	 */
	static byte[] read(HttpServletRequest request, int limit) throws IOException {
		requireUtf8(request);
		requireNoEncoding(request);
		long length = request.getContentLengthLong();
		if (length > limit) {
			throw tooLarge("has %d bytes".formatted(length), limit);
		}
		try {
			InputStream in = request.getInputStream();
			return (length >= 0) ? readExactly(in, (int) length) : readAtMost(in, limit);
		}
		catch (EOFException ex) {
			throw endedEarly();
		}
		catch (ClientAbortException ex) {
			if (ex.getCause() instanceof SocketTimeoutException) {
				throw ProblemType.REQUEST_TIMEOUT.exception("The body stopped arriving before its end.");
			}
			throw ex;
		}
		catch (BadRequestException ex) {
			throw ProblemType.BAD_REQUEST.exception("The body's chunks are not well-formed.");
		}
	}

	private static byte[] readExactly(InputStream in, int length) throws IOException {
		byte[] body = new byte[length];
		if (in.readNBytes(body, 0, length) < length) {
			throw endedEarly();
		}
		return body;
	}

	private static byte[] readAtMost(InputStream in, int limit) throws IOException {
		byte[] body = in.readNBytes(limit);
		if (body.length == limit && in.read() != -1) {
			throw tooLarge("has more", limit);
		}
		return body;
	}

	private static void requireUtf8(HttpServletRequest request) {
		try {
			MediaType contentType = MediaType.parseMediaType(request.getContentType());
			if (contentType.getCharset() != null && !contentType.getCharset().equals(StandardCharsets.UTF_8)) {
				throw unsupportedCharset(contentType.getCharset().name());
			}
		}
		catch (InvalidMediaTypeException | UnsupportedCharsetException ex) {
			throw unsupportedCharset(request.getContentType());
		}
	}

	private static void requireNoEncoding(HttpServletRequest request) {
		String encoding = request.getHeader("Content-Encoding");
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			throw ProblemType.UNSUPPORTED_MEDIA_TYPE
				.exception("The body is encoded as '%s': send it as it is.".formatted(encoding));
		}
	}

	private static ProblemException unsupportedCharset(String charset) {
		return ProblemType.UNSUPPORTED_MEDIA_TYPE.exception("The body is in '%s': send UTF-8.".formatted(charset));
	}

	private static ProblemException endedEarly() {
		return ProblemType.BAD_REQUEST.exception("The body ended before its announced end.");
	}

	private static ProblemException tooLarge(String size, int limit) {
		return ProblemType.TOO_LARGE
			.exception("The body %s; the limit is %d bytes (ackline.producer.max-event-size).".formatted(size, limit));
	}

}
