package io.ackline.producer.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The declared topics.
 *
 * @param topics Settings of each topic by its name.
 */
@ConfigurationProperties("ackline")
record TopicsProperties(@DefaultValue Map<String, TopicProperties> topics) {

	private static final Pattern NAME = Pattern
		.compile("[a-zA-Z0-9._-]{1,%d}".formatted(249 - Topic.DEAD_LETTERS.length()));

	/**
	 * Creates the declaration.
	 * @throws InvalidTopics if a topic cannot be as it is declared
	 */
	TopicsProperties {
		topics = Map.copyOf(topics);
		require(!topics.isEmpty(),
				"ackline.topics is empty: declare at least one topic, as in ackline.topics.payments.partitions=6.");
		topics.forEach(TopicsProperties::validate);
		requireDistinctTypes(topics);
	}

	private static void validate(String name, TopicProperties topic) {
		String at = "ackline.topics." + name;
		require(NAME.matcher(name).matches() && !name.equals(".") && !name.equals(".."),
				"%s: '%s' is no name of a Kafka topic: use 1 to 245 of a-z, A-Z, 0-9, '.', '_' and '-'.".formatted(at,
						name));
		require(!name.endsWith(Topic.DEAD_LETTERS),
				"%s: names that end in %s are kept for dead letters: choose another.".formatted(at,
						Topic.DEAD_LETTERS));
		require(topic.partitions() >= 1,
				"%s.partitions is %d: it must be at least 1.".formatted(at, topic.partitions()));
		require(topic.replicas() >= 1 && topic.replicas() <= Short.MAX_VALUE,
				"%s.replicas is %d: it must be at least 1.".formatted(at, topic.replicas()));
		require(topic.minInsyncReplicas() >= 1,
				"%s.min-insync-replicas is %d: it must be at least 1.".formatted(at, topic.minInsyncReplicas()));
		require(topic.minInsyncReplicas() <= topic.replicas(),
				"%s.min-insync-replicas is %d, but replicas is %d: no write with acks=all could ever succeed; lower the one or raise the other."
					.formatted(at, topic.minInsyncReplicas(), topic.replicas()));
		require(topic.maxMessageSize().toBytes() >= 1024 && topic.maxMessageSize().toBytes() <= Integer.MAX_VALUE / 2,
				"%s.max-message-size is %s: it must be from 1KB to 1023MB.".formatted(at, topic.maxMessageSize()));
		topic.types().forEach((type) -> requireType(at, type));
	}

	private static void requireType(String at, String type) {
		try {
			TypePattern.of(type);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidTopics("%s.types: %s.".formatted(at, ex.getMessage()));
		}
	}

	private static void requireDistinctTypes(Map<String, TopicProperties> topics) {
		Map<String, String> takers = new HashMap<>();
		topics.forEach((name, topic) -> topic.types().stream().distinct().forEach((type) -> {
			String other = takers.put(type, name);
			require(other == null, "ackline.topics: both '%s' and '%s' take type '%s': leave it to one of them."
				.formatted(other, name, type));
		}));
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new InvalidTopics(message);
		}
	}

}
