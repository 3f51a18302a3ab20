package io.ackline.consumer.web;

import java.util.Locale;

/**
 * The kinds of problem, each with its status. They have the names that the producer gives
 * to the same.
 */
public enum ProblemType {

	BAD_REQUEST(400, false, "The request is not valid"),

	INVALID_PARAMETER(400, false, "A parameter is not valid"),

	NOT_FOUND(404, false, "There is no such thing"),

	TOPIC_NOT_DECLARED(404, false, "The topic is not declared"),

	METHOD_NOT_ALLOWED(405, false, "The path does not take this method"),

	NOT_ACCEPTABLE(406, false, "No answer has a media type that the client accepts"),

	CONFLICT(409, false, "It is not so that this could be done"),

	TOO_LARGE(413, false, "The body is too large"),

	UNSUPPORTED_MEDIA_TYPE(415, false, "The media type is not supported"),

	NOT_AN_EVENT(422, false, "The dead letter's record is no event"),

	INTERNAL_ERROR(500, true, "The service failed"),

	BUSY(503, true, "Events are being handled just now"),

	DATABASE_UNREACHABLE(503, true, "The database does not answer"),

	CLUSTER_UNREACHABLE(503, true, "Kafka does not answer");

	private final int status;

	private final boolean retryable;

	private final String title;

	ProblemType(int status, boolean retryable, String title) {
		this.status = status;
		this.retryable = retryable;
		this.title = title;
	}

	/**
	 * Returns the kind of problem that a status tells of which the web server or the
	 * framework decided on.
	 */
	static ProblemType of(int status) {
		return switch (status) {
			case 404 -> NOT_FOUND;
			case 405 -> METHOD_NOT_ALLOWED;
			case 406 -> NOT_ACCEPTABLE;
			case 413 -> TOO_LARGE;
			case 415 -> UNSUPPORTED_MEDIA_TYPE;
			default -> (status >= 500) ? INTERNAL_ERROR : BAD_REQUEST;
		};
	}

	/**
	 * Returns a problem of this kind.
	 * @param detail what is wrong in this case, with the value and the remedy
	 */
	public Problem problem(String detail) {
		return new Problem("urn:ackline:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'), this.title,
				this.status, detail, this.retryable);
	}

	/**
	 * Returns an exception that is answered with a problem of this kind.
	 * @param detail what is wrong in this case, with the value and the remedy
	 */
	public ProblemException exception(String detail) {
		return new ProblemException(this, detail);
	}

}
