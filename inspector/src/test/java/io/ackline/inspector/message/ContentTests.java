package io.ackline.inspector.message;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentTests {

	@Test
	void showsTextAsText() {
		assertThat(Content.of(utf8("{\"a\": 1}\n"), 100)).isEqualTo(new Content(9, false, "{\"a\": 1}\n", null));
	}

	@Test
	void showsOtherBytesInBase64AndFewOfThem() {
		assertThat(Content.of(new byte[] { 0, 1, (byte) 0xff }, 100)).isEqualTo(new Content(3, false, null, "AAH/"));
		Content large = Content.of(new byte[5_000_000], 2_000_000);
		assertThat(large.size()).isEqualTo(5_000_000);
		assertThat(large.cut()).isTrue();
		assertThat(large.base64()).hasSizeLessThan(2000);
	}

	@Test
	void cutsLargeTextEvenWithinACharacter() {
		String text = "é".repeat(100);
		Content cut = Content.of(utf8(text), 51);
		assertThat(cut).isEqualTo(new Content(200, true, "é".repeat(25), null));
	}

	@Test
	void tellsNoValueFromAnEmptyOne() {
		assertThat(Content.of(null, 10)).isNull();
		assertThat(Content.of(new byte[0], 10)).isEqualTo(new Content(0, false, "", null));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
