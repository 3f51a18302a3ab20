package io.ackline.producer.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.ackline.producer.json.JsonLimits;
import io.ackline.producer.publish.LineReader.Line;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The readers that take bytes as they come against others that read them whole, on bytes
 * that nobody has thought of. {@code -Dackline.seed} chooses other ones.
 */
class ReaderAgreementTests {

	private static final long SEED = Long.getLong("ackline.seed", 20_261);

	private static final List<String> EVENTS = List.of(
			"{\"type\":\"a\",\"id\":\"1\",\"data\":{\"b\":[1,-2.5e3,null,true]}}",
			" { \"type\" : \"a\\u00e9\\ud83d\\ude00é😀\" , \"key\":null, \"data\" : \"x\\\"\\\\\" } ",
			"{\"data\":[[],{}, 1.10 ],\"type\":\"a\",\"region\":7,\"flag\":false}\n", "{\"type\":\"a\",\"data\":0}");

	private static final List<String> PIECES = List.of("{", "}", "[", "]", "\"", "\\", ":", ",", "\\u", "\\ud800",
			"\\udc00", "0", "1e9", "-", "+", ".", "NaN", "null", "true", "\"type\"", "\"data\"", "\"id\":\"2\",",
			"\u0000", "\t", "\n", "\uFEFF", "é", "😀", " ", "/**/", "'", "\"a\":1,\"a\":2", "[".repeat(101),
			"1".repeat(1001));

	private static final int ROUNDS = 10_000;

	private final SplittableRandom random = new SplittableRandom(SEED);

	private final NativeEventReader reader = new NativeEventReader();

	private final JsonMapper whole = JsonMapper.builder(JsonLimits.DEFAULT.factory())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	@Test
	void takesTheEventsThatJacksonTakesAndReadsTheSameInThem() {
		int taken = 0;
		for (int i = 0; i < ROUNDS; i++) {
			byte[] body = mutated(EVENTS.get(this.random.nextInt(EVENTS.size())));
			JsonNode expected = whole(body);
			EventDraft draft = read(body);
			String shown = "seed %d, round %d: %s".formatted(SEED, i, new String(body, StandardCharsets.UTF_8));
			assertThat(draft != null).as(shown).isEqualTo(expected != null && expected.isObject());
			if (draft != null) {
				taken++;
				assertThat(draft.data != null).as(shown).isEqualTo(expected.has("data"));
				if (draft.data != null) {
					assertThat(this.whole.readTree(draft.data.bytes())).as(shown).isEqualTo(expected.path("data"));
				}
				assertText(draft.type, expected.path("type"), shown);
				assertText(draft.id, expected.path("id"), shown);
			}
		}
		assertThat(taken).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
	}

	@Test
	void readsTheLinesThatASplitFinds() throws IOException {
		for (int i = 0; i < ROUNDS / 10; i++) {
			StringBuilder text = new StringBuilder();
			for (int n = this.random.nextInt(200); n > 0; n--) {
				text.append("ab \r\n\n".charAt(this.random.nextInt(6)));
			}
			List<String> expected = new ArrayList<>();
			String[] split = text.toString().split("\n", -1);
			for (int n = 0; n < split.length; n++) {
				if (!split[n].isBlank()) {
					expected.add((n + 1) + ":" + ((split[n].length() <= 20) ? split[n] : split[n].length()));
				}
			}
			assertThat(lines(text.toString())).as("seed %d, round %d", SEED, i).isEqualTo(expected);
		}
	}

	private List<String> lines(String text) throws IOException {
		List<String> lines = new ArrayList<>();
		LineReader reader = new LineReader(new InBits(text.getBytes(StandardCharsets.US_ASCII), this.random), 20);
		for (Line line = reader.next(); line != null; line = reader.next()) {
			byte[] bytes = line.bytes();
			lines.add(line.number() + ":"
					+ ((bytes != null) ? new String(bytes, StandardCharsets.US_ASCII) : String.valueOf(line.size())));
		}
		return lines;
	}

	private EventDraft read(byte[] body) {
		try {
			return this.reader.read(body);
		}
		catch (ProblemException ex) {
			assertThat(ProblemType.MALFORMED_JSON.isOf(ex.problem())).as(ex.problem().detail()).isTrue();
			assertThat(ex.problem().detail()).matches("(?s)Line \\d+, column \\d+: .+");
			return null;
		}
	}

	private JsonNode whole(byte[] body) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
			JsonNode tree = this.whole.readTree(text);
			return hasWholeNames(tree) ? tree : null;
		}
		catch (CharacterCodingException | JacksonException ex) {
			return null;
		}
	}

	/**
	 * Returns whether no name has half of a character, which only a parser of bytes
	 * minds.
	 */
	private static boolean hasWholeNames(JsonNode tree) {
		return tree.propertyNames().stream().allMatch((name) -> StandardCharsets.UTF_8.newEncoder().canEncode(name))
				&& tree.valueStream().allMatch(ReaderAgreementTests::hasWholeNames);
	}

	private static void assertText(String read, JsonNode expected, String shown) {
		if (expected.isString()) {
			assertThat(read).as(shown).isEqualTo(expected.asString());
		}
	}

	private byte[] mutated(String event) {
		StringBuilder text = new StringBuilder(event);
		for (int n = this.random.nextInt(3); n > 0; n--) {
			int at = this.random.nextInt(text.length() + 1);
			switch (this.random.nextInt(3)) {
				case 0 -> text.insert(at, PIECES.get(this.random.nextInt(PIECES.size())));
				case 1 -> text.delete(at, Math.min(text.length(), at + this.random.nextInt(1, 6)));
				default ->
					text.replace(at, Math.min(text.length(), at + 1), PIECES.get(this.random.nextInt(PIECES.size())));
			}
		}
		byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
		if (this.random.nextInt(4) == 0 && bytes.length > 0) {
			bytes[this.random.nextInt(bytes.length)] = (byte) this.random.nextInt(256);
		}
		return bytes;
	}

	/**
	 * A body that arrives in bits of any size.
	 */
	private static final class InBits extends InputStream {

		private final InputStream in;

		private final SplittableRandom random;

		InBits(byte[] bytes, SplittableRandom random) {
			this.in = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length));
			this.random = random;
		}

		@Override
		public int read() throws IOException {
			return this.in.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			return this.in.read(bytes, offset, Math.min(length, this.random.nextInt(1, 8)));
		}

	}

}
