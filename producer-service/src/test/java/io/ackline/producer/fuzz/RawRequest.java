package io.ackline.producer.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it goes over the wire, where nothing keeps it from being wrong.
 */
final class RawRequest {

	private static final byte[] LINE_END = { '\r', '\n' };

	final int number;

	final List<String> mutations = new ArrayList<>();

	String method;

	String target;

	String version = "HTTP/1.1";

	final List<String> headers = new ArrayList<>();

	byte[] body;

	/**
	 * Whether the body's length is said.
	 */
	boolean sized = true;

	/**
	 * Whether the request's records carry its number in their {@code traceparent}.
	 */
	boolean marked = true;

	/**
	 * Whether the connection may end without an answer.
	 */
	boolean hopeless;

	/**
	 * Whether nothing more is to be sent after it: else the service may wait for more.
	 */
	boolean halfClosed = true;

	/**
	 * What follows, as bytes.
	 */
	byte[] trailer = new byte[0];

	RawRequest(int number, Sample sample) {
		this.number = number;
		this.method = sample.method();
		this.target = sample.path();
		this.body = sample.body().getBytes(StandardCharsets.UTF_8);
		this.headers.addAll(sample.headers());
	}

	void header(String name, String value) {
		this.headers.removeIf((header) -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1));
		this.headers.add(name + ": " + value);
	}

	void query(String query) {
		this.target += (this.target.contains("?") ? "&" : "?") + query;
	}

	boolean isHead() {
		return this.method.equals("HEAD");
	}

	int headSize() {
		return bytes().length - this.body.length - this.trailer.length;
	}

	byte[] bytes() {
		ByteArrayOutputStream out = new ByteArrayOutputStream(this.body.length + 500);
		line(out, "%s %s %s".formatted(this.method, this.target, this.version));
		this.headers.forEach((header) -> line(out, header));
		if (this.sized) {
			line(out, "Content-Length: " + this.body.length);
		}
		out.writeBytes(LINE_END);
		out.writeBytes(this.body);
		out.writeBytes(this.trailer);
		return out.toByteArray();
	}

	private static void line(ByteArrayOutputStream out, String line) {
		out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
		out.writeBytes(LINE_END);
	}

	@Override
	public String toString() {
		String text = new String(bytes(), StandardCharsets.ISO_8859_1);
		return "request %d %s:%n%s".formatted(this.number, this.mutations,
				(text.length() > 2000) ? text.substring(0, 2000) + "… (%d bytes)".formatted(text.length()) : text);
	}

}
