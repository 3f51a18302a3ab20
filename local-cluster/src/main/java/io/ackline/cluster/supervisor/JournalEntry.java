package io.ackline.cluster.supervisor;

/**
 * One thing that a supervisor has done.
 *
 * @param kind what sort of thing
 * @param text the step's name, or what there is to say
 * @param seconds how long the step took, or when the phase was entered after the start
 */
public record JournalEntry(Kind kind, String text, double seconds) {

	/**
	 * The sorts of entries.
	 */
	public enum Kind {

		BEGUN, DONE, NOTE, PHASE

	}

}
