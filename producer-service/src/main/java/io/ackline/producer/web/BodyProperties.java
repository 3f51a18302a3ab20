package io.ackline.producer.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of bodies.
 *
 * @param bodyMemory Size of what the bodies of all requests may take together, other than
 * streams.
 */
@ConfigurationProperties("ackline.producer")
record BodyProperties(@DefaultValue("32MB") DataSize bodyMemory) {

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	BodyProperties {
		if (bodyMemory.toBytes() < 1) {
			throw new IllegalArgumentException(
					"ackline.producer.body-memory is %s: it must be at least 1B.".formatted(bodyMemory));
		}
	}

}
