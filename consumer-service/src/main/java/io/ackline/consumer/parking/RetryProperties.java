package io.ackline.consumer.parking;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events whose handlers fail are tried again.
 *
 * @param maxAttempts Failed attempts after which an event is exhausted.
 * @param firstBackOff Time until the second attempt; it doubles with each further one.
 * @param maxBackOff Longest time until the next attempt.
 * @param onExhausted What becomes of an exhausted event's key.
 * @param threads Number of keys that are tried at once in this process.
 * @param interval Time after which a thread that found nothing to do looks again.
 * @param batchSize Most events of a key that are handled in one transaction.
 * @param lease Time after which a key whose instance is gone is tried by another one.
 * @param breakerKeys Fewest keys that were tried, one failing share after another, to
 * tell from them that the cause of failures is outside, so that the partition waits and
 * nothing is parked.
 */
@ConfigurationProperties("ackline.consumer.retry")
public record RetryProperties(@DefaultValue("20") int maxAttempts, @DefaultValue("1s") Duration firstBackOff,
		@DefaultValue("30m") Duration maxBackOff, @DefaultValue("continue") OnExhausted onExhausted,
		@DefaultValue("4") int threads, @DefaultValue("500ms") Duration interval, @DefaultValue("100") int batchSize,
		@DefaultValue("1m") Duration lease, @DefaultValue("10") int breakerKeys) {

	public RetryProperties {
		requireAtLeastOne("max-attempts", maxAttempts);
		requireAtLeastOne("threads", threads);
		requireAtLeastOne("batch-size", batchSize);
		requireAtLeastOne("breaker-keys", breakerKeys);
		requirePositive("first-back-off", firstBackOff);
		requirePositive("max-back-off", maxBackOff);
		requirePositive("interval", interval);
		requirePositive("lease", lease);
	}

	private static void requireAtLeastOne(String name, int value) {
		if (value < 1) {
			throw new IllegalArgumentException(
					"ackline.consumer.retry.%s must be at least 1: %d".formatted(name, value));
		}
	}

	private static void requirePositive(String name, Duration value) {
		if (value.toMillis() < 1) {
			throw new IllegalArgumentException(
					"ackline.consumer.retry.%s must be at least 1ms: %s".formatted(name, value));
		}
	}

	/**
	 * Returns how long to wait after a number of failed attempts, half of it by chance,
	 * so that what failed together is not tried together.
	 */
	public Duration backOff(int attempts) {
		return backOff(attempts, ThreadLocalRandom.current().nextDouble());
	}

	Duration backOff(int attempts, double chance) {
		long doubled = this.firstBackOff.toMillis() << Math.min(Math.max(attempts - 1, 0), 20);
		long capped = Math.min(doubled, this.maxBackOff.toMillis());
		return Duration.ofMillis((long) (capped * (0.5 + chance / 2)));
	}

	/**
	 * What becomes of the key of an event that failed as often as it may.
	 */
	public enum OnExhausted {

		/**
		 * The event becomes a dead letter, and its key goes on.
		 */
		CONTINUE,

		/**
		 * The event and all behind it wait for an operator.
		 */
		HOLD_KEY

	}

}
