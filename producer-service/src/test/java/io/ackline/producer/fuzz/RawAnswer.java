package io.ackline.producer.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it came over the wire.
 */
record RawAnswer(int status, Map<String, String> headers, String text) {

	/**
	 * Returns the answers on a connection, of which there can be none or several.
	 * @throws AssertionError if they are not HTTP
	 */
	static List<RawAnswer> parse(byte[] bytes, boolean head) {
		List<RawAnswer> answers = new ArrayList<>();
		Cursor cursor = new Cursor(bytes);
		while (cursor.position < bytes.length) {
			RawAnswer answer = next(cursor, head);
			if (answer.status() >= 200) {
				answers.add(answer);
			}
		}
		return answers;
	}

	private static RawAnswer next(Cursor cursor, boolean head) {
		String[] statusLine = cursor.line().split(" ", 3);
		if (!statusLine[0].equals("HTTP/1.1") || statusLine.length < 2) {
			throw new AssertionError("No status line: " + String.join(" ", statusLine));
		}
		int status = Integer.parseInt(statusLine[1]);
		Map<String, String> headers = new TreeMap<>();
		for (String line = cursor.line(); !line.isEmpty(); line = cursor.line()) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
		}
		if (head || status < 200 || status == 204 || status == 304) {
			return new RawAnswer(status, headers, "");
		}
		return new RawAnswer(status, headers, new String(body(cursor, headers), StandardCharsets.UTF_8));
	}

	private static byte[] body(Cursor cursor, Map<String, String> headers) {
		if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
			String length = headers.get("content-length");
			return cursor.take((length != null) ? Integer.parseInt(length) : cursor.left());
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = cursor.chunkSize(); size > 0; size = cursor.chunkSize()) {
			body.writeBytes(cursor.take(size));
			cursor.line();
		}
		cursor.line();
		return body.toByteArray();
	}

	String contentType() {
		return this.headers.getOrDefault("content-type", "");
	}

	@Override
	public String toString() {
		return "%d %s%n%s".formatted(this.status, this.headers, this.text);
	}

	private static final class Cursor {

		private final byte[] bytes;

		private int position;

		Cursor(byte[] bytes) {
			this.bytes = bytes;
		}

		String line() {
			int start = this.position;
			while (this.position < this.bytes.length && this.bytes[this.position] != '\n') {
				this.position++;
			}
			if (this.position == this.bytes.length) {
				throw new AssertionError("The answer breaks off: " + new String(this.bytes, StandardCharsets.UTF_8));
			}
			return new String(this.bytes, start, this.position++ - start, StandardCharsets.UTF_8).stripTrailing();
		}

		int chunkSize() {
			return Integer.parseInt(line(), 16);
		}

		int left() {
			return this.bytes.length - this.position;
		}

		byte[] take(int length) {
			if (length > left()) {
				throw new AssertionError("The answer breaks off: " + new String(this.bytes, StandardCharsets.UTF_8));
			}
			byte[] taken = new byte[length];
			System.arraycopy(this.bytes, this.position, taken, 0, length);
			this.position += length;
			return taken;
		}

	}

}
