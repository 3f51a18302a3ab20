package io.ackline.producer.topic;

/**
 * A type of events, such as {@code payment.captured}, or all that begin alike:
 * {@code payment.*}, or {@code *} for every type.
 *
 * @param prefix what the types begin with, or the type itself
 * @param open whether more may follow
 */
record TypePattern(String prefix, boolean open) {

	/**
	 * Returns the pattern that is written as the given text.
	 * @throws IllegalArgumentException if it is empty or has a star anywhere but at its
	 * end, after a dot
	 */
	static TypePattern of(String text) {
		boolean open = text.equals("*") || text.endsWith(".*");
		String prefix = open ? text.substring(0, text.length() - 1) : text;
		if (text.isBlank() || prefix.contains("*")) {
			throw new IllegalArgumentException(
					"'%s' is no type: write one as in payment.captured, payment.* or *".formatted(text));
		}
		return new TypePattern(prefix, open);
	}

	boolean matches(String type) {
		return this.open ? type.startsWith(this.prefix) : type.equals(this.prefix);
	}

}
