package io.ackline.producer.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;

import io.ackline.producer.web.BodyMemory;
import io.ackline.producer.web.BrokenBody;
import io.ackline.producer.web.ContentEncoding;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The body of a request, decoded and read into bounded memory.
 */
final class RequestBody {

	private RequestBody() {
	}

	/**
	 * Returns the body.
	 * @param memory where it finds room
	 * @throws ProblemException if it has more bytes than the limit or than there is room
	 * for, is encoded otherwise than with gzip, or ends early
	 * @throws IOException if the client is gone
	 */
	static byte[] read(HttpServletRequest request, BodyMemory memory, BodyLimit limit) throws IOException {
		return read(request, memory, limit, limit);
	}

	/**
	 * Returns the body, to which another limit applies if it is an array.
	 * @param memory where it finds room
	 * @throws ProblemException if it has more bytes than its limit or than there is room
	 * for, is encoded otherwise than with gzip, or ends early
	 * @throws IOException if the client is gone
	 */
	static byte[] read(HttpServletRequest request, BodyMemory memory, BodyLimit limit, BodyLimit arrayLimit)
			throws IOException {
		ContentEncoding encoding = ContentEncoding.of(request);
		long length = (encoding == ContentEncoding.IDENTITY) ? request.getContentLengthLong() : -1;
		if (length > arrayLimit.bytes()) {
			throw arrayLimit.exceeded("has %d bytes".formatted(length));
		}
		try {
			byte[] body = readAtMost(memory.metered(request, encoding.decode(request.getInputStream()), length), limit,
					arrayLimit);
			if (body.length < length) {
				throw BrokenBody.endedEarly();
			}
			return body;
		}
		catch (IOException ex) {
			throw BrokenBody.of(ex);
		}
	}

	/**
	 * Returns the body to be read bit by bit.
	 * @param body the body as it comes
	 * @throws ProblemException if it is encoded otherwise than with gzip
	 * @throws IOException if the client is gone
	 */
	static InputStream open(HttpServletRequest request, InputStream body) throws IOException {
		try {
			return ContentEncoding.of(request).decode(body);
		}
		catch (IOException ex) {
			throw BrokenBody.of(ex);
		}
	}

	/**
	 * Requires that the body is not announced in another charset.
	 * @throws ProblemException if it is
	 */
	static void requireUtf8(HttpServletRequest request) {
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

	private static byte[] readAtMost(InputStream in, BodyLimit limit, BodyLimit arrayLimit) throws IOException {
		byte[] start = in.readNBytes(limit.bytes());
		int next = (start.length == limit.bytes()) ? in.read() : -1;
		if (next == -1) {
			return start;
		}
		if (limit.equals(arrayLimit) || !EventJson.isArray(start)) {
			throw limit.exceeded("has more");
		}
		byte[] rest = in.readNBytes(arrayLimit.bytes() - start.length);
		if (start.length + 1 + rest.length > arrayLimit.bytes()) {
			throw arrayLimit.exceeded("has more");
		}
		byte[] body = Arrays.copyOf(start, start.length + 1 + rest.length);
		body[start.length] = (byte) next;
		System.arraycopy(rest, 0, body, start.length + 1, rest.length);
		return body;
	}

	private static ProblemException unsupportedCharset(String charset) {
		return ProblemType.UNSUPPORTED_MEDIA_TYPE.exception("The body is in '%s': send UTF-8.".formatted(charset));
	}

}
