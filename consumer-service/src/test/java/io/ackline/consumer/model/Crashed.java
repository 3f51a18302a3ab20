package io.ackline.consumer.model;

/**
 * Ends the work of a thread whose process was killed: nothing it does from here on
 * reaches the database.
 */
final class Crashed extends Error {

	Crashed() {
		super("The process was killed", null, false, false);
	}

}
