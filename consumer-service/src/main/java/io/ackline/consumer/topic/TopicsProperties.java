package io.ackline.consumer.topic;

import java.util.Map;

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
	 * One topic.
	 *
	 * @param defaultType Type of events that come without CloudEvents headers.
	 */
	public record Topic(@DefaultValue(DEFAULT_TYPE) String defaultType) {

		private static final String DEFAULT_TYPE = "record";

	}

}
