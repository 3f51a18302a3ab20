package io.ackline.producer.publish;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of publishing.
 *
 * @param deadline Time within which every request is answered, from the last byte of its
 * body.
 * @param maxEventSize Size of the largest body of one event.
 */
@ConfigurationProperties("ackline.producer")
record PublishProperties(@DefaultValue("5s") Duration deadline, @DefaultValue("960KB") DataSize maxEventSize) {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	/**
	 * Creates the settings.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	PublishProperties {
		if (deadline.compareTo(SHORTEST) < 0) {
			throw new IllegalArgumentException(
					"ackline.producer.deadline is %s: it must be at least 1s.".formatted(deadline));
		}
		if (maxEventSize.toBytes() < 1 || maxEventSize.toMegabytes() >= 1024) {
			throw new IllegalArgumentException(
					"ackline.producer.max-event-size is %s: it must be from 1B to 1023MB.".formatted(maxEventSize));
		}
	}

}
