package io.ackline.consumer.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContentTests {

	@ParameterizedTest
	@ValueSource(strings = { "{\"n\": 1.0, \"m\": 12345678901234567890}", "[\"\u00e4\"]", "null", " 1 " })
	void showsJsonByteForByte(String json) {
		assertThat(of(json)).isEqualTo(new Content(utf8(json).length, false, json, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{} {}", "\uFEFF{}", "a\u0000b", "NaN" })
	void showsOtherUtf8AsText(String text) {
		assertThat(of(text)).isEqualTo(new Content(utf8(text).length, false, null, text, null));
	}

	@Test
	void showsOtherBytesInBase64() {
		byte[] bytes = { (byte) 0xc3, 0x28 };
		assertThat(Content.of(bytes, 2)).isEqualTo(new Content(2, false, null, null, "wyg="));
		assertThat(Content.of(null, 0)).isNull();
	}

	@Test
	void showsTheBeginningOfWhatIsCutAsTextWithoutHalvedCharacters() {
		byte[] bytes = utf8("[1,\u00e4]");
		assertThat(Content.of(Arrays.copyOf(bytes, 3), bytes.length))
			.isEqualTo(new Content(6, true, null, "[1,", null));
		assertThat(Content.of(Arrays.copyOf(bytes, 4), bytes.length))
			.isEqualTo(new Content(6, true, null, "[1,", null));
	}

	private static Content of(String text) {
		return Content.of(utf8(text), utf8(text).length);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
