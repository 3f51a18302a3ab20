package io.ackline.producer.json;

/**
 * Escapes in JSON that name one half of a character beyond U+FFFF without the other. No
 * UTF-8 can be written for them, so that databases and most programs refuse them or
 * replace them silently.
 */
public final class LoneSurrogates {

	/**
	 * What is wrong with such an escape, in words.
	 */
	public static final String WHY = "the escape is half of a character: give both halves, or leave it out";

	private static final int ESCAPE = 6;

	private LoneSurrogates() {
	}

	/**
	 * Returns the offset of the first such escape, or -1 if there is none.
	 * @param json well-formed JSON in UTF-8
	 */
	public static int first(byte[] json) {
		int i = 0;
		while (i < json.length - 1) {
			if (json[i] != '\\') {
				i++;
			}
			else if (json[i + 1] != 'u') {
				i += 2;
			}
			else {
				char c = unit(json, i);
				if (Character.isHighSurrogate(c) && Character.isLowSurrogate(unit(json, i + ESCAPE))) {
					i += ESCAPE;
				}
				else if (Character.isSurrogate(c)) {
					return i;
				}
				i += ESCAPE;
			}
		}
		return -1;
	}

	/**
	 * Returns the UTF-16 code unit that an escape at an offset names, 0 if none is there.
	 */
	private static char unit(byte[] json, int i) {
		if (i + ESCAPE > json.length || json[i] != '\\' || json[i + 1] != 'u') {
			return 0;
		}
		int unit = 0;
		for (int digit = i + 2; digit < i + ESCAPE; digit++) {
			unit = (unit << 4) | Character.digit(json[digit], 16);
		}
		return (char) unit;
	}

}
