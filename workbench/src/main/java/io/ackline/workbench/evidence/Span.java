package io.ackline.workbench.evidence;

/**
 * A stretch of time, in {@link System#nanoTime()}'s time.
 */
public record Span(long from, long to) {

	/**
	 * Returns whether it has a moment in common with another one.
	 */
	public boolean meets(long otherFrom, long otherTo) {
		return this.from - otherTo <= 0 && otherFrom - this.to <= 0;
	}

}
