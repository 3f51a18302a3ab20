package io.ackline.producer.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * What can be wrong with a body: its JSON, its bytes, its encoding.
 */
final class BodyMutations {

	private static final Pattern TOKEN = Pattern
		.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d[\\d.eE+-]*|true|false|null|[\\[\\]{},:]");

	/**
	 * What stands where something else should.
	 */
	private static final List<String> LITERALS = List.of("NaN", "-Infinity", "1e999999999", "-0", "00", "1.", "0x1F",
			"1_000", "9".repeat(1500), "9223372036854775807", "9223372036854775808", "2147483647", "2147483648", "-1",
			"0", "1.0", "\"\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\u12\"", "\"\\x\"",
			"\"a\u0001b\"", "\"\uFEFF\"", "\"\uD83D\uDE00\"", "\"" + "a".repeat(256) + "\"",
			"\"" + "é".repeat(300) + "\"", "\"" + "x".repeat(70_000) + "\"", "\"" + "x".repeat(1_200_000) + "\"", "{}",
			"[]", "[[]]", "null", "true", "{\"a\":1,\"a\":2}", "{\"\":{}}", "{\"" + "n".repeat(5000) + "\":1}",
			"[".repeat(200) + "]".repeat(200), "[".repeat(50_000), "{\"a\":".repeat(120) + "1" + "}".repeat(120), "'x'",
			"/* c */ 1", "// c\n1", "undefined", "\"2026-13-45T99:99:99Z\"", "\"-999999999-01-01T00:00:00Z\"",
			"\"+999999999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:60Z\"", "\"0000-01-01T00:00:00+18:00\"", "\"1e5\"",
			"\"9223372036854775807d\"", "\"-1h\"", "\"P99999999999D\"", "\"9223372036854775807TB\"", "\"-5MB\"",
			"\"1.1\"", "\"payment.captured\"", "\"../../etc/passwd\"", "\"${jndi:ldap://x}\"", "\"%s%n%d\"", "\"{0}\"",
			"\"\\r\\nX-Injected: 1\"", "\"===\"");

	private static final List<String> MEMBERS = List.of("id", "source", "type", "time", "subject", "key",
			"partitionkey", "data", "data_base64", "datacontenttype", "dataschema", "specversion", "region", "Region",
			"a b", "é", "", "records", "value", "partition", "timestamp", "headers", "partitions", "retention",
			"__proto__", "traceparent", "x".repeat(200));

	private static final byte[][] SEQUENCES = { { (byte) 0xC0, (byte) 0xAF }, { (byte) 0xED, (byte) 0xA0, (byte) 0x80 },
			{ (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80 }, { (byte) 0xFF }, { 0 },
			{ (byte) 0xE2, (byte) 0x82 }, { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF }, { (byte) 0xFE, (byte) 0xFF },
			{ '\n' }, { '\r' }, { 0x1B }, { '"' }, { '\\' }, { '{' }, { ']' }, { (byte) 0xC2, (byte) 0x85 } };

	private final RandomGenerator random;

	BodyMutations(RandomGenerator random) {
		this.random = random;
	}

	void json(RawRequest request) {
		String text = new String(request.body, StandardCharsets.UTF_8);
		List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
		if (tokens.isEmpty()) {
			bytes(request);
			return;
		}
		MatchResult token = tokens.get(this.random.nextInt(tokens.size()));
		String before = text.substring(0, token.start());
		String after = text.substring(token.end());
		String mutated = switch (this.random.nextInt(9)) {
			case 0 -> text.substring(0, token.start());
			case 1 -> text + pick(List.of("x", "{}", ",", "]", "\n{}", " \u0000", "\n\n"));
			case 2 -> before + token.group() + afterBrace(after);
			case 3 -> afterBrace(text);
			case 4 -> before + after;
			case 5 -> "[" + (text + ",").repeat(this.random.nextInt(1, 40)) + text + "]";
			default -> before + pick(LITERALS) + after;
		};
		request.body = mutated.getBytes(StandardCharsets.UTF_8);
	}

	void bytes(RawRequest request) {
		byte[] body = request.body.clone();
		int at = (body.length > 0) ? this.random.nextInt(body.length) : 0;
		request.body = switch (this.random.nextInt(6)) {
			case 0 -> new byte[0];
			case 1 -> join(Arrays.copyOf(body, at), SEQUENCES[this.random.nextInt(SEQUENCES.length)],
					Arrays.copyOfRange(body, at, body.length));
			case 2 -> join(SEQUENCES[this.random.nextInt(SEQUENCES.length)], body);
			case 3 -> Arrays.copyOf(body, at);
			case 4 -> join(body, body);
			default -> flipped(body);
		};
	}

	void encoding(RawRequest request) {
		byte[] zipped = gzip(request.body, 1);
		switch (this.random.nextInt(10)) {
			case 0 -> request.header("Content-Encoding", "gzip");
			case 1 -> encoded(request, "gzip", flipped(zipped));
			case 2 -> encoded(request, "gzip", Arrays.copyOf(zipped, this.random.nextInt(zipped.length)));
			case 3 -> encoded(request, "x-gzip", join(zipped, zipped));
			case 4 -> encoded(request, "gzip", join(zipped, new byte[] { 1, 2, 3 }));
			case 5 -> encoded(request, pick(List.of("deflate", "br", "gzip, gzip", "", ",", "identity, gzip", "GZIP",
					"zstd", "aws-chunked", "x".repeat(300))), zipped);
			case 6 -> encoded(request, "gzip", bomb());
			default -> encoded(request, "gzip", zipped);
		}
	}

	private byte[] bomb() {
		if (this.random.nextInt(8) > 0) {
			return gzip("{\"type\":\"x\"}\n".getBytes(StandardCharsets.US_ASCII), 500);
		}
		byte[] piece = new byte[64 * 1024];
		Arrays.fill(piece, (byte) pick(List.of(" ", "x", "[", "0")).charAt(0));
		return gzip(piece, 512);
	}

	private static void encoded(RawRequest request, String encoding, byte[] body) {
		request.header("Content-Encoding", encoding);
		request.body = body;
	}

	private byte[] flipped(byte[] body) {
		byte[] flipped = body.clone();
		for (int i = 0; i < this.random.nextInt(1, 4) && flipped.length > 0; i++) {
			flipped[this.random.nextInt(flipped.length)] ^= (byte) (1 << this.random.nextInt(8));
		}
		return flipped;
	}

	private String afterBrace(String text) {
		int brace = text.indexOf('{') + 1;
		return text.substring(0, brace) + member() + ":" + pick(LITERALS) + "," + text.substring(brace);
	}

	private String member() {
		return "\"" + pick(MEMBERS) + "\"";
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	static byte[] gzip(byte[] body, int times) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(bytes)) {
			for (int i = 0; i < times; i++) {
				out.write(body);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

}
