package io.ackline.producer.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LoneSurrogatesTests {

	@ParameterizedTest
	@ValueSource(strings = { "1", "\"\"", "\"𝄞\"", "\"\\ud834\\udd1e\"", "\"\\uD834\\uDD1E\\ud834\\udd1e\"",
			"\"\\\\ud800\"", "\"\\\\\\\\udfff\"", "\"\\ud7ff\\ue000\"", "\"\\n\\\"\\u0000\"",
			"{\"\\ud834\\udd1e\":[]}" })
	void findsNoneInWholeCharacters(String json) {
		assertThat(first(json)).isEqualTo(-1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"\\ud800"                  | 1
			"\\udfff"                  | 1
			"ab\\uDBFF"                | 3
			"\\ud834x\\udd1e"          | 1
			"\\ud834\\n"               | 1
			"\\udd1e\\ud834"           | 1
			"\\ud834\\ud834\\udd1e"    | 1
			"\\ud834\\udd1e\\udd1e"    | 13
			"\\\\\\ud800"              | 3
			"\\ud834\\\\udd1e"         | 1
			{"\\ud800":1}              | 2
			""")
	void findsTheFirst(String json, int offset) {
		assertThat(first(json)).isEqualTo(offset);
	}

	@Test
	void agreesWithWhatCanBeWrittenAsUtf8() {
		Random random = new Random(7);
		String[] pieces = { "\\ud834", "\\udd1e", "\\\\", "\\n", "u", "x", "\\u0041", "ü", "𝄞" };
		for (int i = 0; i < 20_000; i++) {
			StringBuilder json = new StringBuilder("\"");
			for (int n = random.nextInt(6); n >= 0; n--) {
				json.append(pieces[random.nextInt(pieces.length)]);
			}
			String text = JsonMapper.shared().readValue(json.append('"').toString(), String.class);
			boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
			assertThat(first(json.toString()) == -1).as(json.toString()).isEqualTo(whole);
		}
	}

	private static int first(String json) {
		return LoneSurrogates.first(json.getBytes(StandardCharsets.UTF_8));
	}

}
