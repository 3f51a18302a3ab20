package io.ackline.consumer.topic;

import java.util.Map;

import io.ackline.consumer.parking.RetryProperties.OnExhausted;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topics as they are declared, as far as the consumer cares.
 *
 * @param topics Topics by name.
 */
@ConfigurationProperties("ackline")
public record TopicsProperties(@DefaultValue Map<String, Topic> topics) {

	/**
	 * Returns a topic's default type. A topic that says nothing that the consumer cares
	 * for is not bound at all.
	 */
	String defaultType(String topic) {
		Topic properties = this.topics.get(topic);
		return (properties != null) ? properties.defaultType() : Topic.DEFAULT_TYPE;
	}

	/**
	 * Returns what becomes of the keys of a topic's exhausted events, {@code null} if the
	 * topic says nothing of it.
	 */
	@Nullable OnExhausted onExhausted(String topic) {
		Topic properties = this.topics.get(topic);
		return (properties != null) ? properties.onExhausted() : null;
	}

	/**
	 * One topic.
	 *
	 * @param defaultType Type of events that come without CloudEvents headers.
	 * @param onExhausted What becomes of an exhausted event's key, if not what
	 * ackline.consumer.retry.on-exhausted says.
	 */
	public record Topic(@DefaultValue(DEFAULT_TYPE) String defaultType, @Nullable OnExhausted onExhausted) {

		private static final String DEFAULT_TYPE = "record";

	}

}
