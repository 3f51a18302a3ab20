package io.ackline.producer.topic;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A declared topic.
 *
 * @param name its name in Kafka
 * @param settings what is declared for it
 */
public record Topic(String name, TopicProperties settings) {

	/**
	 * What follows a topic's name in the name of the topic for its dead letters.
	 */
	static final String DEAD_LETTERS = "-dlt";

	/**
	 * Returns whether the topic takes events of a type when it is named.
	 */
	public boolean takes(String type) {
		return this.settings.unknownTypes() == UnknownTypes.ACCEPT
				|| this.settings.types().stream().anyMatch((pattern) -> TypePattern.of(pattern).matches(type));
	}

	/**
	 * Returns whether every event needs a key.
	 */
	public boolean needsKey() {
		return this.settings.cleanupPolicy().compacts();
	}

	/**
	 * Returns the acks of a write.
	 * @param asked what the request asks for, or {@code null}
	 * @throws IllegalArgumentException if the topic pins other acks
	 */
	public Acks acks(@Nullable Acks asked) {
		Acks declared = this.settings.acks();
		if (asked != null && asked != declared && this.settings.pinAcks()) {
			throw new IllegalArgumentException("acks is '%s', but topic '%s' pins acks=%s: leave the parameter out."
				.formatted(asked, this.name, declared));
		}
		return (asked != null) ? asked : declared;
	}

	/**
	 * Returns the size of the largest record, in bytes, with its key and headers.
	 */
	public long maxMessageBytes() {
		return this.settings.maxMessageSize().toBytes();
	}

	/**
	 * Returns the types that the topic lists, in words.
	 */
	public String describeTypes() {
		return this.settings.types().isEmpty() ? "none"
				: this.settings.types().stream().collect(Collectors.joining(", "));
	}

	String deadLetters() {
		return this.name + DEAD_LETTERS;
	}

}
