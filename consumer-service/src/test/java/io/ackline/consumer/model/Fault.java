package io.ackline.consumer.model;

/**
 * What can happen to an actor that has stopped before a statement.
 */
enum Fault {

	/**
	 * Nothing does.
	 */
	NONE,

	/**
	 * Its process is killed.
	 */
	CRASH,

	/**
	 * Its session is ended by the server, as happens to one that has stalled in a
	 * transaction, or when the database restarts.
	 */
	SESSION_ENDED,

	/**
	 * The statement is executed, and the connection breaks before the answer is there.
	 */
	ANSWER_LOST

}
