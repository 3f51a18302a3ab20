package io.ackline.cluster.supervisor;

/**
 * Where a supervisor's life stands.
 */
public enum Phase {

	STARTING, READY, STOPPING,

	/** All is stopped again, because the start did not succeed. */
	FAILED,

	/** All is stopped because somebody asked for it. */
	STOPPED;

	public boolean isOver() {
		return this == FAILED || this == STOPPED;
	}

}
