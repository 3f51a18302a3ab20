package io.ackline.producer.security;

/**
 * The name of a topic, or all that begin alike: {@code click*}, or {@code *} for every
 * topic.
 *
 * @param text what is written in the configuration
 */
record TopicNames(String text) {

	/**
	 * Creates the names.
	 * @throws IllegalArgumentException if they are empty or have a star anywhere but at
	 * their end
	 */
	TopicNames {
		if (text.isBlank() || (text.indexOf('*') != -1 && text.indexOf('*') != text.length() - 1)) {
			throw new IllegalArgumentException(
					"'%s' is no topic: write one as in payments, click* or *".formatted(text));
		}
	}

	boolean include(String topic) {
		return this.text.endsWith("*") ? topic.startsWith(this.text.substring(0, this.text.length() - 1))
				: topic.equals(this.text);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
