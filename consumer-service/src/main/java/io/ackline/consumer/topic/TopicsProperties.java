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
	 * One topic.
	 *
	 * @param defaultType Type of events that come without CloudEvents headers.
	 */
	public record Topic(@DefaultValue("record") String defaultType) {
	}

}
