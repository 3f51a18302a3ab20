package io.ackline.workbench.load;

import java.time.Duration;

/**
 * How a client goes on after a try that may be repeated.
 *
 * @param first the pause after the first try; it doubles with each further one
 * @param longest the longest pause, unless the server asks for a longer one
 * @param patience how long the client keeps trying, from the first try
 */
public record RetryPolicy(Duration first, Duration longest, Duration patience) {

	/**
	 * What outlasts the restart of a process.
	 */
	public static final RetryPolicy PATIENT = new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(1),
			Duration.ofMinutes(2));

	private static final int MOST_DOUBLINGS = 20;

	Duration pauseAfter(int attempt, Duration asked) {
		Duration pause = this.first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
		Duration bounded = (pause.compareTo(this.longest) < 0) ? pause : this.longest;
		return (bounded.compareTo(asked) < 0) ? asked : bounded;
	}

}
