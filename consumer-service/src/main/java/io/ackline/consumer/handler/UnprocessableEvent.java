package io.ackline.consumer.handler;

/**
 * An event can never succeed, however often it is tried: it becomes a dead letter at
 * once. The message is shown to operators.
 */
public class UnprocessableEvent extends RuntimeException {

	public UnprocessableEvent(String message) {
		super(message);
	}

	public UnprocessableEvent(String message, Throwable cause) {
		super(message, cause);
	}

}
