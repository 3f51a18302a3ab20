package io.ackline.producer.kafkarest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A request and the response that its client expects, from a file of several: a title
 * after {@code ###}, the request line, headers, a blank line, the body, and after
 * {@code >>>} the status with the media type, and the body.
 */
record Exchange(String title, String method, String path, List<String> headers, String body, int status,
		String contentType, String expected) {

	static List<Exchange> of(String file) throws IOException {
		try (InputStream in = Objects.requireNonNull(Exchange.class.getResourceAsStream("/kafkarest/" + file), file)) {
			String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			return Arrays.stream(text.split("(?m)^### ", -1)).skip(1).map(Exchange::parse).toList();
		}
	}

	private static Exchange parse(String text) {
		String[] halves = text.split("(?m)^>>> ", 2);
		List<String> request = halves[0].lines().toList();
		String[] requestLine = request.get(1).split(" ", 2);
		int blank = request.indexOf("");
		List<String> headers = new ArrayList<>();
		request.subList(2, blank).forEach((line) -> headers.addAll(List.of(line.split(": ", 2))));
		String body = String.join("\n", request.subList(blank + 1, request.size())).strip();
		List<String> response = halves[1].lines().toList();
		String[] status = response.get(0).split(" ", 2);
		return new Exchange(request.get(0), requestLine[0], requestLine[1], headers, body, Integer.parseInt(status[0]),
				(status.length > 1) ? status[1] : "", String.join("\n", response.subList(1, response.size())).strip());
	}

	@Override
	public String toString() {
		return this.title;
	}

}
