package io.ackline.consumer.handler;

/**
 * A handler failed. Its cause is what it threw.
 */
public class HandlerFailure extends RuntimeException {

	private final int first;

	private final int count;

	HandlerFailure(int first, int count, Throwable cause) {
		super(cause.toString(), cause);
		this.first = first;
		this.count = count;
	}

	/**
	 * Returns the position, among the calls that were to be run, of the first that can be
	 * at fault.
	 */
	public int first() {
		return this.first;
	}

	/**
	 * Returns whether a single event is known to be at fault.
	 */
	public boolean isAttributed() {
		return this.count == 1;
	}

	/**
	 * Returns what the handler threw.
	 */
	public Throwable thrown() {
		Throwable cause = getCause();
		return (cause != null) ? cause : this;
	}

	/**
	 * Returns whether the handler called the event unprocessable.
	 */
	public boolean isFinal() {
		return thrown() instanceof UnprocessableEvent;
	}

}
