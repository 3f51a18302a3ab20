package io.ackline.producer.web;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of all requests.
 *
 * @param deadline Time within which every request is answered, from the last byte of its
 * body.
 * @param bodyMemory Size of what the bodies of all requests may take together, other than
 * streams.
 */
@ConfigurationProperties("ackline.producer")
public record RequestProperties(@DefaultValue("5s") Duration deadline, @DefaultValue("32MB") DataSize bodyMemory) {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	public RequestProperties {
		if (deadline.compareTo(SHORTEST) < 0) {
			throw new IllegalArgumentException(
					"ackline.producer.deadline is %s: it must be at least 1s.".formatted(deadline));
		}
		if (bodyMemory.toBytes() < 1) {
			throw new IllegalArgumentException(
					"ackline.producer.body-memory is %s: it must be at least 1B.".formatted(bodyMemory));
		}
	}

}
