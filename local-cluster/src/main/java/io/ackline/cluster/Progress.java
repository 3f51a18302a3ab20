package io.ackline.cluster;

/**
 * Is told what a cluster is doing while it starts and stops; steps overlap, and come from
 * several threads.
 */
public interface Progress {

	/** Tells nobody. */
	Progress NONE = new Progress() {
	};

	/**
	 * A step, such as {@code broker-1}, has begun.
	 */
	default void begun(String step) {
	}

	/**
	 * A step has ended well.
	 */
	default void done(String step) {
	}

	/**
	 * Something worth saying that is no step.
	 */
	default void note(String text) {
	}

}
