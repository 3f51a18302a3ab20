package io.ackline.consumer.inbox;

/**
 * The process ended while an event was handled alone.
 */
final class ProcessEnded extends RuntimeException {

	ProcessEnded() {
		super("The event ended the process, or the process ended while it was handled");
	}

}
