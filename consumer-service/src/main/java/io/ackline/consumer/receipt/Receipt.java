package io.ackline.consumer.receipt;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What became of an event.
 *
 * @param state one of pending, processed, retrying, held and dead
 * @param attempts how often the event's handler was called; 0 while it waits behind
 * another event of its key
 * @param writtenAt the timestamp of the event's record
 * @param latencyMs milliseconds from then until it was processed
 * @param nextAttempt when the first event of its key that waits is tried next, while this
 * one is retrying
 */
record Receipt(@Nullable String id, @Nullable String source, String topic, int partition, long offset,
		@Nullable String type, @Nullable String key, String state, int attempts, @Nullable Instant writtenAt,
		@Nullable Instant firstSeen, @Nullable Instant processedAt, @Nullable Long latencyMs,
		@Nullable Instant nextAttempt, @Nullable String error) {

	/**
	 * Returns the receipt of a position that was not reached yet.
	 */
	static Receipt pending(String topic, int partition, long offset) {
		return new Receipt(null, null, topic, partition, offset, null, null, "pending", 0, null, null, null, null, null,
				null);
	}

	/**
	 * Returns how long an event took, {@code null} for one that is not processed. Clocks
	 * that differ make no time negative.
	 */
	static @Nullable Long latency(@Nullable Instant writtenAt, @Nullable Instant processedAt) {
		return (writtenAt != null && processedAt != null)
				? (Long) Math.max(0, Duration.between(writtenAt, processedAt).toMillis()) : null;
	}

	boolean isSettled() {
		return this.state.equals("processed") || this.state.equals("dead");
	}

}
