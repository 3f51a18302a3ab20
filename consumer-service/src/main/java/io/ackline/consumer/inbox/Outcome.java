package io.ackline.consumer.inbox;

import io.ackline.consumer.progress.Progress;

/**
 * What became of a share.
 */
public sealed interface Outcome {

	/**
	 * The records below the progress' offset are committed: all of the share, or a first
	 * part of it.
	 */
	record Committed(Progress progress) implements Outcome {
	}

	/**
	 * Nothing was committed: the progress is not what was expected. It has to be read
	 * again.
	 */
	record Superseded() implements Outcome {
	}

	/**
	 * The records below the progress' offset are committed; the handler of the event at
	 * {@code offset} failed.
	 */
	record Blocked(Progress progress, long offset, Throwable cause) implements Outcome {
	}

}
