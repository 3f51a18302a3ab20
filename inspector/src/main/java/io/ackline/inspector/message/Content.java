package io.ackline.inspector.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as a page can show them, never more than a bounded part of them.
 *
 * @param size how many bytes there are
 * @param cut whether only the first ones are here
 * @param text the bytes as text, if they are UTF-8
 * @param base64 the bytes in base64, if they are not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Content(int size, boolean cut, @Nullable String text, @Nullable String base64) {

	private static final int MOST_BINARY = 1024;

	static @Nullable Content of(byte @Nullable [] bytes, int most) {
		if (bytes == null) {
			return null;
		}
		byte[] shown = (bytes.length > most) ? Arrays.copyOf(bytes, most) : bytes;
		String text = text(shown, shown.length < bytes.length);
		if (text != null) {
			return new Content(bytes.length, shown.length < bytes.length, text, null);
		}
		byte[] binary = (bytes.length > MOST_BINARY) ? Arrays.copyOf(bytes, MOST_BINARY) : bytes;
		return new Content(bytes.length, binary.length < bytes.length, null,
				Base64.getEncoder().encodeToString(binary));
	}

	/**
	 * Returns the text; where the bytes were cut, that may be within a character.
	 */
	private static @Nullable String text(byte[] bytes, boolean cut) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		CharBuffer characters = CharBuffer.allocate(bytes.length);
		CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, !cut);
		if (result.isError()) {
			return null;
		}
		String text = characters.flip().toString();
		return text.chars().anyMatch(Content::isBinary) ? null : text;
	}

	private static boolean isBinary(int character) {
		return character < ' ' && character != '\t' && character != '\n' && character != '\r';
	}

}
