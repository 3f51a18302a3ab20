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

	private static final int PARTS_FOR_WAITING = 4;

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

	/**
	 * Returns how much of the deadline a request may wait for one of the server's
	 * threads, and is kept at most for its answer to wait for one.
	 */
	public Duration longestWait() {
		return this.deadline.dividedBy(PARTS_FOR_WAITING);
	}

}
