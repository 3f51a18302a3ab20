package io.ackline.workbench.evidence;

/**
 * What an answer says of the record that it was asked to write.
 */
public enum Written {

	/**
	 * It is in the log, as durable as was asked for.
	 */
	YES,

	/**
	 * It is not in the log and will not be.
	 */
	NO,

	/**
	 * It may be in the log, now or later. That is also what no answer says.
	 */
	UNKNOWN,

	/**
	 * There was an answer, and it did not say: none that the producer may give.
	 */
	UNSAID

}
