package io.ackline.producer.topic;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Leads environment variables to the topics that they mean. A variable has neither case
 * nor dashes, so that Spring would bind {@code ACKLINE_TOPICS_USEREVENTS_ACKS} to a new
 * topic {@code userevents} instead of the declared {@code user-events}. Here it becomes
 * {@code ackline.topics.user-events.acks}; one that means no declared topic or none of
 * its settings is a typing error and stops the start.
 */
class TopicEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PREFIX = "ackline.topics";

	/**
	 * Begins like a topic's settings and is none.
	 */
	private static final String RECONCILE = "ackline.topics-reconcile";

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		process(environment.getPropertySources());
	}

	void process(MutablePropertySources sources) {
		Map<String, String> declared = declaredTopics(sources);
		for (PropertySource<?> source : List.copyOf(sources.stream().toList())) {
			if (source instanceof SystemEnvironmentPropertySource variables) {
				lead(variables, declared, sources);
			}
		}
	}

	/**
	 * Returns the properties of the declared topics by their names. A topic's settings
	 * have to be spelled alike everywhere.
	 */
	private static Map<String, String> declaredTopics(MutablePropertySources sources) {
		Map<String, String> declared = new TreeMap<>();
		for (PropertySource<?> source : sources) {
			if (source instanceof EnumerablePropertySource<?> properties
					&& !(source instanceof SystemEnvironmentPropertySource)) {
				for (String property : properties.getPropertyNames()) {
					if (property.startsWith(PREFIX + ".") || property.startsWith(PREFIX + "[")) {
						String name = topicName(property);
						declared.put(name,
								property.substring(0, property.indexOf(name, PREFIX.length()) + name.length())
										+ (property.startsWith("[", PREFIX.length()) ? "]" : ""));
					}
				}
			}
		}
		return declared;
	}

	private static String topicName(String property) {
		String rest = property.substring(PREFIX.length());
		if (rest.startsWith("[")) {
			return rest.substring(1, Math.max(1, rest.indexOf(']')));
		}
		String name = rest.substring(1).split("[.\\[]", 2)[0];
		if (!name.chars().allMatch((c) -> Character.isLetterOrDigit(c) || c == '-')) {
			throw new InvalidTopics(
					"%s: a topic's name with other characters than letters, digits and '-' is written in brackets: \"[%s]\"."
						.formatted(property, name));
		}
		return name;
	}

	private static void lead(SystemEnvironmentPropertySource source, Map<String, String> declared,
			MutablePropertySources sources) {
		Map<String, Object> others = new HashMap<>();
		Map<String, Object> led = new LinkedHashMap<>();
		source.getSource().forEach((variable, value) -> {
			if (uniform(variable).equals(uniform(RECONCILE))) {
				led.put(RECONCILE, OriginTrackedValue.of(value, new SystemEnvironmentOrigin(variable)));
				return;
			}
			TopicVariable topicVariable = TopicVariable.of(variable);
			if (topicVariable == null) {
				others.put(variable, value);
			}
			else {
				led.put(topicVariable.property(declared),
						OriginTrackedValue.of(value, new SystemEnvironmentOrigin(variable)));
			}
		});
		if (!led.isEmpty()) {
			sources.addBefore(source.getName(), new OriginTrackedMapPropertySource(source.getName() + ".topics", led));
			sources.replace(source.getName(), new SystemEnvironmentPropertySource(source.getName(), others));
		}
	}

	static String uniform(String name) {
		StringBuilder uniform = new StringBuilder(name.length());
		name.chars().filter(Character::isLetterOrDigit).forEach((c) -> uniform.append((char) c));
		return uniform.toString().toLowerCase(Locale.ROOT);
	}

}
