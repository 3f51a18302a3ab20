package io.ackline.inspector.live;

import java.time.Duration;

/**
 * Looks at one side of things again and again, and shows what it sees on the
 * {@link Board}. One that waits for an answer holds no other up.
 */
public interface Probe {

	/**
	 * Returns how long to wait between two looks.
	 */
	Duration interval();

	/**
	 * Looks. What it throws is logged once; the next look comes all the same.
	 */
	void look() throws Exception;

}
