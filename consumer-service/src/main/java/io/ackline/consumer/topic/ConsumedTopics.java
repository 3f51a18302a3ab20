package io.ackline.consumer.topic;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.parking.RetryProperties.OnExhausted;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The topics that are consumed: all that are declared.
 */
@Component
public class ConsumedTopics {

	private final SortedMap<String, String> defaultTypes = new TreeMap<>();

	private final TopicsProperties properties;

	private final RetryProperties retry;

	/**
	 * Collects the topics.
	 * @throws IllegalStateException if there are none
	 */
	public ConsumedTopics(TopicsProperties properties, RetryProperties retry, Environment environment) {
		this.properties = properties;
		this.retry = retry;
		Binder.get(environment)
			.bind("ackline.topics", Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.keySet()
			.forEach((topic) -> this.defaultTypes.put(topic, properties.defaultType(topic)));
		if (this.defaultTypes.isEmpty()) {
			throw new IllegalStateException("No topic is declared: name those to consume under ackline.topics.");
		}
	}

	/**
	 * Returns the topics' names, in their order.
	 */
	public Set<String> names() {
		return this.defaultTypes.keySet();
	}

	/**
	 * Returns the type of a topic's records that have no CloudEvents headers.
	 */
	public String defaultType(String topic) {
		String type = this.defaultTypes.get(topic);
		if (type == null) {
			throw new IllegalArgumentException("'%s' is not consumed".formatted(topic));
		}
		return type;
	}

	/**
	 * Returns what becomes of the key of an event of a topic that failed as often as it
	 * may.
	 */
	public OnExhausted onExhausted(String topic) {
		OnExhausted own = this.properties.onExhausted(topic);
		return (own != null) ? own : this.retry.onExhausted();
	}

}
