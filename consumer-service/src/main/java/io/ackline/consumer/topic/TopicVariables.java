package io.ackline.consumer.topic;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ackline.events.declaration.Declaration;

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
 * Leads environment variables to the declared topics that they mean. Spring by itself
 * would bind one to a new topic wherever the declared one's name has dashes.
 */
class TopicVariables implements EnvironmentPostProcessor, Ordered {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		process(environment.getPropertySources());
	}

	/**
	 * Leads the variables among the given sources.
	 * @throws io.ackline.events.declaration.InvalidDeclaration if one means nothing that
	 * is declared
	 */
	void process(MutablePropertySources sources) {
		Map<String, String> names = Declaration.TOPICS.names(sources.stream()
			.filter((source) -> !(source instanceof SystemEnvironmentPropertySource))
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream())
			.toList());
		for (PropertySource<?> source : List.copyOf(sources.stream().toList())) {
			if (source instanceof SystemEnvironmentPropertySource variables) {
				lead(variables, names, sources);
			}
		}
	}

	private void lead(SystemEnvironmentPropertySource source, Map<String, String> names,
			MutablePropertySources sources) {
		Map<String, Object> others = new HashMap<>();
		Map<String, Object> led = new LinkedHashMap<>();
		source.getSource().forEach((variable, value) -> {
			String property = Declaration.TOPICS.property(variable, names);
			if (property == null) {
				others.put(variable, value);
			}
			else {
				led.put(property, OriginTrackedValue.of(value, new SystemEnvironmentOrigin(variable)));
			}
		});
		if (!led.isEmpty()) {
			sources.addBefore(source.getName(),
					new OriginTrackedMapPropertySource("%s.%s".formatted(source.getName(), Declaration.TOPICS), led));
			sources.replace(source.getName(), new SystemEnvironmentPropertySource(source.getName(), others));
		}
	}

}
