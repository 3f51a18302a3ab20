package io.ackline.producer.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8Tests {

	@Test
	void takesEveryCodePoint() {
		StringBuilder all = new StringBuilder();
		for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
			if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
				all.appendCodePoint(codePoint);
			}
		}
		assertThat(Utf8.firstMalformed(all.toString().getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
	}

	@Test
	void findsTheFirstMalformedByteWhereTheDecoderOfThePlatformDoes() {
		Random random = new Random(17);
		int[] interesting = { 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF,
				0xF0, 0xF4, 0xF5, 0xFF };
		for (int round = 0; round < 200_000; round++) {
			byte[] bytes = new byte[random.nextInt(20)];
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (byte) (random.nextInt(3) == 0 ? interesting[random.nextInt(interesting.length)] : 'x');
			}
			assertThat(Utf8.firstMalformed(bytes)).isEqualTo(firstMalformed(bytes));
		}
	}

	private static int firstMalformed(byte[] bytes) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer in = ByteBuffer.wrap(bytes);
		CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
		return result.isError() ? in.position() : -1;
	}

}
