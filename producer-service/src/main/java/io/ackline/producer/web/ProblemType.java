package io.ackline.producer.web;

import java.util.List;
import java.util.Locale;

/**
 * The kinds of problem, each with its status and with what it says of the event. This is
 * the status table of the HTTP API.
 */
public enum ProblemType {

	BAD_REQUEST(400, Written.NO, false, "The request is not valid"),

	MALFORMED_JSON(400, Written.NO, false, "The body is not JSON"),

	INVALID_EVENT(400, Written.NO, false, "The event is not valid"),

	INVALID_PARAMETER(400, Written.NO, false, "A parameter is not valid"),

	TYPE_NOT_TAKEN(400, Written.NO, false, "No topic takes events of this type"),

	INVALID_SETTINGS(400, Written.NO, false, "A topic cannot have these settings"),

	KEY_REQUIRED(400, Written.NO, false, "The topic takes only events with a key"),

	INVALID_TOPIC(400, Written.NO, false, "Kafka allows no topic of this name"),

	TIMESTAMP_OUT_OF_BOUNDS(400, Written.NO, false, "The topic does not take records of this time"),

	TOO_MANY_FAILURES(400, Written.NO, false, "The stream has failed too often"),

	UNAUTHORIZED(401, Written.NO, false, "The request has no credentials of a declared caller"),

	FORBIDDEN(403, Written.NO, false, "The caller may not do this"),

	NOT_FOUND(404, Written.NO, false, "There is nothing at this path"),

	TOPIC_NOT_DECLARED(404, Written.NO, false, "The topic is not declared"),

	TOPIC_MISSING(404, Written.NO, false, "The topic does not exist in the cluster"),

	METHOD_NOT_ALLOWED(405, Written.NO, false, "The path does not take this method"),

	NOT_ACCEPTABLE(406, Written.NO, false, "No answer has a media type that the client accepts"),

	REQUEST_TIMEOUT(408, Written.NO, true, "The body did not arrive in time"),

	TOO_LARGE(413, Written.NO, false, "The event is too large"),

	UNSUPPORTED_MEDIA_TYPE(415, Written.NO, false, "The media type is not supported"),

	SCHEMA_VIOLATION(422, Written.NO, false, "The data does not fit the schema of its type"),

	RATE_LIMITED(429, Written.NO, true, "The caller sends more than it may"),

	INTERNAL_ERROR(500, Written.UNKNOWN, true, "The service failed"),

	TOPIC_NOT_READY(503, Written.NO, true, "The topic cannot be written to now"),

	PARTITION_NOT_WRITABLE(503, Written.NO, true, "The event's partition cannot be written to now"),

	CLUSTER_UNREACHABLE(503, Written.NO, true, "Kafka does not answer"),

	OVERLOADED(503, Written.NO, true, "Too much is waiting already"),

	SHUTTING_DOWN(503, Written.NO, true, "The service is stopping"),

	NOT_ACKNOWLEDGED(504, Written.UNKNOWN, true, "Kafka has not acknowledged the event");

	private final int status;

	private final Written written;

	private final boolean retryable;

	private final String title;

	private final String uri;

	ProblemType(int status, Written written, boolean retryable, String title) {
		this.status = status;
		this.written = written;
		this.retryable = retryable;
		this.title = title;
		this.uri = "urn:ackline:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns a problem of this kind.
	 * @param detail what is wrong in this case, with the value and the remedy
	 */
	public Problem problem(String detail) {
		return new Problem(this.uri, this.title, this.status, detail, this.written, this.retryable, null, null,
				List.of(), 1);
	}

	/**
	 * Returns an exception that is answered with a problem of this kind.
	 * @param detail what is wrong in this case, with the value and the remedy
	 */
	public ProblemException exception(String detail) {
		return new ProblemException(problem(detail));
	}

	/**
	 * Returns whether a problem is of this kind.
	 */
	public boolean isOf(Problem problem) {
		return this.uri.equals(problem.type());
	}

	public int status() {
		return this.status;
	}

	public Written written() {
		return this.written;
	}

}
