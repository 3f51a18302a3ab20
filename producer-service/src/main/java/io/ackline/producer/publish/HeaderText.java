package io.ackline.producer.publish;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Values of CloudEvents' HTTP headers, as section 3.1.3.2 of the HTTP protocol binding
 * has them: percent-encoded UTF-8, which may stand in double quotes.
 */
final class HeaderText {

	private HeaderText() {
	}

	/**
	 * Returns what a value says, percent-decoded once.
	 * @throws IllegalArgumentException if it is not well-formed; the message goes on
	 * after the header's name
	 */
	static String decode(String value) {
		String text = unquoted(value);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c > 0x7E || c < ' ') {
				throw new IllegalArgumentException(
						"has the byte 0x%02X at position %d: percent-encode what is not printable ASCII"
							.formatted((int) c, i));
			}
			if (c == '%') {
				bytes.write(octet(text, i));
				i += 2;
			}
			else {
				bytes.write(c);
			}
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("is not UTF-8 once it is percent-decoded", ex);
		}
	}

	private static int octet(String text, int i) {
		int high = (i + 2 <= text.length() - 1) ? Character.digit(text.charAt(i + 1), 16) : -1;
		int low = (i + 2 <= text.length() - 1) ? Character.digit(text.charAt(i + 2), 16) : -1;
		if (high < 0 || low < 0) {
			throw new IllegalArgumentException(
					"has a '%%' at position %d that two hexadecimal digits do not follow: write %%25".formatted(i));
		}
		return (high << 4) | low;
	}

	private static String unquoted(String value) {
		if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
			return value;
		}
		StringBuilder text = new StringBuilder();
		for (int i = 1; i < value.length() - 1; i++) {
			boolean escapes = value.charAt(i) == '\\' && i + 1 < value.length() - 1;
			text.append(value.charAt(escapes ? ++i : i));
		}
		return text.toString();
	}

}
