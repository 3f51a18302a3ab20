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
	 * The records below the progress' offset are committed. Of those that follow most
	 * keys fail, the event at {@code offset} first: the cause is outside of them, and
	 * they are to be tried again later.
	 */
	record Blocked(Progress progress, long offset, Throwable cause) implements Outcome {
	}

}
