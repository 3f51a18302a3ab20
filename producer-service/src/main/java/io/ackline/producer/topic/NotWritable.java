package io.ackline.producer.topic;

import java.time.Duration;

/**
 * Why a partition cannot be written to.
 *
 * @param reachable whether the cluster itself says so; otherwise none of it answers
 * @param reason a sentence with the numbers
 * @param since how long that has been known
 */
public record NotWritable(boolean reachable, String reason, Duration since) {

	private static final long LONGEST_WAIT_SECONDS = 10;

	/**
	 * Returns after how many seconds it is worth trying again. The longer an outage has
	 * lasted, the longer it is likely to last still: half of its age, from one second to
	 * ten.
	 */
	public long retryAfterSeconds() {
		return Math.max(1, Math.min(LONGEST_WAIT_SECONDS, this.since.toSeconds() / 2));
	}

}
