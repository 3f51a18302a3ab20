package io.ackline.consumer.listener;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The members of the group in this process, and how they wait.
 *
 * @param concurrency Number of members of the group, each with a thread.
 * @param pollBudget Time within which the records of one poll are handled; those left are
 * fetched again. Keep it well below max.poll.interval.ms.
 * @param firstBackOff Time until a partition is tried again after most of its keys
 * failed; it doubles with each further time.
 * @param maxBackOff Longest time until a partition is tried again.
 */
@ConfigurationProperties("ackline.consumer.listener")
public record ListenerProperties(@DefaultValue("3") int concurrency, @DefaultValue("30s") Duration pollBudget,
		@DefaultValue("500ms") Duration firstBackOff, @DefaultValue("1m") Duration maxBackOff) {

	public ListenerProperties {
		if (concurrency < 1) {
			throw new IllegalArgumentException(
					"ackline.consumer.listener.concurrency must be at least 1: " + concurrency);
		}
	}

	Duration backOff(int failures) {
		return backOff(failures, ThreadLocalRandom.current().nextDouble());
	}

	/**
	 * Returns how long to wait after a number of failures, half of it by chance.
	 */
	Duration backOff(int failures, double chance) {
		long doubled = this.firstBackOff.toMillis() << Math.min(Math.max(failures - 1, 0), 20);
		long capped = Math.min(doubled, this.maxBackOff.toMillis());
		return Duration.ofMillis((long) (capped * (0.5 + chance / 2)));
	}

}
