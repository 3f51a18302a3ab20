package io.ackline.workbench.load;

import java.io.ByteArrayOutputStream;
import java.util.List;

import io.ackline.workbench.evidence.Try;

/**
 * How events are sent to a producer.
 */
enum Form {

	/**
	 * One event, a JSON object.
	 */
	SINGLE(1, "application/json", ""),

	/**
	 * A JSON array of events.
	 */
	BATCH(200, "application/json", ""),

	/**
	 * Events one a line, each answered with a line.
	 */
	STREAM(1000, "application/x-ndjson", "?results=all");

	private final int size;

	private final String contentType;

	private final String query;

	Form(int size, String contentType, String query) {
		this.size = size;
		this.contentType = contentType;
		this.query = query;
	}

	/**
	 * Returns how many events go into one request at most.
	 */
	int size() {
		return this.size;
	}

	String contentType() {
		return this.contentType;
	}

	String query() {
		return this.query;
	}

	/**
	 * Returns the request's body. Each event has the number of its try as the extension
	 * {@value Try#ATTEMPT}; its data is sent byte for byte.
	 */
	byte[] body(List<Attempt> attempts) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int number = 0; number < attempts.size(); number++) {
			if (this == BATCH) {
				body.write((number == 0) ? '[' : ',');
			}
			body.writeBytes(NativeEvent.json(attempts.get(number).event(), attempts.get(number).number()));
			if (this == STREAM) {
				body.write('\n');
			}
		}
		if (this == BATCH) {
			body.write(']');
		}
		return body.toByteArray();
	}

}
