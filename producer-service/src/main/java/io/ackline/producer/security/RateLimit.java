package io.ackline.producer.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * A bucket of tokens, one for each event. It is refilled all the time, at the caller's
 * rate, up to the burst that the caller may send at once.
 */
final class RateLimit {

	private final Rate rate;

	private final long burst;

	private final Bucket bucket;

	RateLimit(Rate rate, long burst, TimeMeter clock) {
		this.rate = rate;
		this.burst = burst;
		this.bucket = Bucket.builder()
			.withCustomTimePrecision(clock)
			.addLimit((limit) -> limit.capacity(burst).refillGreedy(rate.events(), rate.period()))
			.build();
	}

	Rate rate() {
		return this.rate;
	}

	/**
	 * Takes a token, if there is one.
	 * @return 0 if there was, else in how many nanoseconds there is one
	 */
	long take() {
		if (this.bucket.tryConsume(1)) {
			return 0;
		}
		ConsumptionProbe probe = this.bucket.tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
	}

	/**
	 * Takes tokens whether or not they are there. What is owed is refilled first.
	 */
	void takeOnCredit(long tokens) {
		this.bucket.consumeIgnoringRateLimits(tokens);
	}

	@Override
	public String toString() {
		return "%s events, up to %d at once".formatted(this.rate, this.burst);
	}

}
