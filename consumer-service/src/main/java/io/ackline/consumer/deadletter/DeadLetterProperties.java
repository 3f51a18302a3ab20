package io.ackline.consumer.deadletter;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of dead letters.
 *
 * @param interval Time between two looks for dead letters that are to be published or
 * retried.
 * @param lease Time for which an instance has what it publishes to itself; what it has
 * not published by then, any instance publishes. Keep it above a minute, or some are
 * published twice while Kafka is away.
 * @param retention Time for which a dead letter is kept once it was retried or discarded.
 * Others are kept until then.
 */
@ConfigurationProperties("ackline.consumer.dead-letters")
public record DeadLetterProperties(@DefaultValue("500ms") Duration interval, @DefaultValue("90s") Duration lease,
		@DefaultValue("30d") Duration retention) {

	public DeadLetterProperties {
		requirePositive("interval", interval);
		requirePositive("lease", lease);
		requirePositive("retention", retention);
	}

	private static void requirePositive(String name, Duration value) {
		if (value.toMillis() < 1) {
			throw new IllegalArgumentException(
					"ackline.consumer.dead-letters.%s must be 1 ms at least: %s".formatted(name, value));
		}
	}

}
