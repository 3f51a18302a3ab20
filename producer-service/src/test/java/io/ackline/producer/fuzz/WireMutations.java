package io.ackline.producer.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What can be wrong with HTTP itself: how long a body is, what a request line looks like,
 * who speaks another protocol.
 */
final class WireMutations {

	private final RandomGenerator random;

	WireMutations(RandomGenerator random) {
		this.random = random;
	}

	void wire(RawRequest request) {
		request.hopeless = true;
		switch (this.random.nextInt(14)) {
			case 0 -> request.sized = false;
			case 1 -> chunked(request, "%x\r\n".formatted(request.body.length), "\r\n0\r\n\r\n");
			case 2 -> chunked(request, pick(List.of("zz\r\n", "-1\r\n", "\r\n", "ffffffffffffffff\r\n", "0x5\r\n",
					"5;a=b\r\n", "5;" + "x".repeat(9000) + "\r\n", "5\n")), "\r\n0\r\n\r\n");
			case 3 -> chunked(request, "%x\r\n".formatted(request.body.length),
					pick(List.of("", "\r\n", "\r\n0\r\n", "\r\n0\r\nX-Trailer: 1\r\n\r\n", "xx0\r\n\r\n")));
			case 4 -> {
				chunked(request, "%x\r\n".formatted(request.body.length), "\r\n0\r\n\r\n");
				request.sized = true;
			}
			case 5 -> unsized(request, "Content-Length: " + pick(List.of("-1", "abc", "99999999999999999999", "",
					String.valueOf(request.body.length + 10), "1", "0", "+5", "0x10", "5, 5")));
			case 6 -> request.headers.add("Content-Length: " + this.random.nextInt(5));
			case 7 -> unsized(request, "Transfer-Encoding: " + pick(List.of("foo", "gzip", "identity",
					"chunked, identity", "gzip, chunked", "chunked, chunked", "", "\u000bchunked")));
			case 8 -> request.version = pick(List.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/3", "", "http/1.1",
					"HTTP/1.1 x", "HTTP/11", "FTP/1.1"));
			case 9 -> request.headers.add(pick(List.of("no colon", ": no name", "a b: c", "X: a\r\n folded",
					"X: \u0000", "X: \u007f\u0001", "X\u00e9: 1", "X: " + "y".repeat(9000), "Host: b", "\t: x")));
			case 10 -> request.method = pick(
					List.of("", "G@T", "get", "X".repeat(9000), "PRI", "\u0016\u0003\u0001", "\r\n\r\nGET", "POST "));
			case 11 ->
				request.trailer = new RawRequest(request.number, new Sample("GET", "/openapi", List.of("Host: a"), ""))
					.bytes();
			case 12 -> request.trailer = "garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
			default -> request.headers.removeIf((header) -> header.startsWith("Host"));
		}
	}

	private static void chunked(RawRequest request, String before, String after) {
		unsized(request, "Transfer-Encoding: chunked");
		byte[] start = before.getBytes(StandardCharsets.ISO_8859_1);
		byte[] body = new byte[start.length + request.body.length];
		System.arraycopy(start, 0, body, 0, start.length);
		System.arraycopy(request.body, 0, body, start.length, request.body.length);
		request.body = body;
		request.trailer = after.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void unsized(RawRequest request, String header) {
		request.sized = false;
		request.headers.add(header);
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
