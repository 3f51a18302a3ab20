package io.ackline.producer.topic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * An environment variable that sets something for a topic.
 *
 * @param name its name, such as {@code ACKLINE_TOPICS_PAYMENTS_ACKS}
 * @param target what follows the prefix, in lower-case letters and digits
 */
record TopicVariable(String name, String target) {

	private static final Pattern VARIABLE = Pattern.compile("ACKLINE_TOPICS_(.+)", Pattern.CASE_INSENSITIVE);

	private static final Map<String, String> SETTINGS = Arrays.stream(TopicProperties.class.getRecordComponents())
		.map((component) -> dashed(component.getName()))
		.collect(Collectors.toMap(TopicEnvironmentPostProcessor::uniform, (setting) -> setting, (a, b) -> a,
				TreeMap::new));

	/**
	 * Returns the variable of a name, or {@code null} if it has nothing to do with
	 * topics.
	 */
	static @Nullable TopicVariable of(String name) {
		Matcher matcher = VARIABLE.matcher(name);
		return matcher.matches() ? new TopicVariable(name, TopicEnvironmentPostProcessor.uniform(matcher.group(1)))
				: null;
	}

	/**
	 * Returns the property that the variable means.
	 * @param declared the properties of the declared topics by their names
	 * @throws InvalidTopics if it means none of the declared topics, none of a topic's
	 * settings, or more than one
	 */
	String property(Map<String, String> declared) {
		String property = null;
		boolean topicFound = false;
		for (Map.Entry<String, String> topic : declared.entrySet()) {
			String uniform = TopicEnvironmentPostProcessor.uniform(topic.getKey());
			if (this.target.startsWith(uniform)) {
				topicFound = true;
				String setting = setting(this.target.substring(uniform.length()));
				if (setting != null && property != null) {
					throw new InvalidTopics(
							"%s means more than one of the declared topics %s: set it in a file instead."
								.formatted(this.name, String.join(", ", declared.keySet())));
				}
				property = (setting != null) ? topic.getValue() + "." + setting : property;
			}
		}
		if (property == null) {
			throw new InvalidTopics(topicFound
					? "%s names no setting of a topic: the settings are %s.".formatted(this.name,
							String.join(", ", SETTINGS.values()))
					: "%s names no declared topic: declared are %s. Correct the variable, or declare the topic in a file."
						.formatted(this.name, declared.isEmpty() ? "none" : String.join(", ", declared.keySet())));
		}
		return property;
	}

	private static @Nullable String setting(String uniform) {
		if (uniform.matches("types\\d+")) {
			return "types[%s]".formatted(uniform.substring("types".length()));
		}
		return SETTINGS.get(uniform);
	}

	private static String dashed(String camelCase) {
		return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
