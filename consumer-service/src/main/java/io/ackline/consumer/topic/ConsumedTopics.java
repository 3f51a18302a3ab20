package io.ackline.consumer.topic;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.parking.RetryProperties.OnExhausted;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
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
	 * @throws IllegalStateException if there are none, or if one is named by environment
	 * variables only: that is a typing error
	 */
	public ConsumedTopics(TopicsProperties properties, RetryProperties retry, ConfigurableEnvironment environment) {
		this.properties = properties;
		this.retry = retry;
		Set<String> declared = topics(environment, (source) -> !(source instanceof SystemEnvironmentPropertySource));
		for (String topic : topics(environment, (source) -> true)) {
			if (!declared.contains(topic) && !isSpelling(topic, declared)) {
				throw new IllegalStateException(
						"An environment variable names the topic '%s', which is not declared: the topics are %s. Correct the variable, or declare the topic under ackline.topics."
							.formatted(topic, declared));
			}
		}
		if (declared.isEmpty()) {
			throw new IllegalStateException("No topic is declared: name those to consume under ackline.topics.");
		}
		declared.forEach((topic) -> this.defaultTypes.put(topic, properties.defaultType(topic)));
	}

	private static Set<String> topics(ConfigurableEnvironment environment, Predicate<PropertySource<?>> which) {
		Iterable<PropertySource<?>> sources = environment.getPropertySources()
			.stream()
			.filter((source) -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
			.filter(which)
			.collect(Collectors.toList());
		Binder binder = new Binder(ConfigurationPropertySources.from(sources));
		return binder.bind("ackline.topics", Bindable.mapOf(String.class, Object.class)).orElse(Map.of()).keySet();
	}

	private static boolean isSpelling(String topic, Set<String> declared) {
		return declared.stream().anyMatch((name) -> uniform(name).equals(uniform(topic)));
	}

	private static String uniform(String topic) {
		return topic.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
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
