package io.ackline.cluster.supervisor;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a supervisor's life stands.
 */
public enum Phase {

	STARTING, READY, STOPPING,

	/** All is stopped again, because the start did not succeed. */
	FAILED,

	/** All is stopped because somebody asked for it. */
	STOPPED;

	/**
	 * Returns the phase as it is shown.
	 */
	@JsonValue
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	public boolean isOver() {
		return this == FAILED || this == STOPPED;
	}

}
