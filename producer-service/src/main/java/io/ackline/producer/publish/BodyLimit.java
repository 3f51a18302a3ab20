package io.ackline.producer.publish;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;

/**
 * How large a body may be.
 *
 * @param bytes the most bytes that it may have, decoded
 * @param property the setting that says so
 */
record BodyLimit(int bytes, String property) {

	ProblemException exceeded(String size) {
		return ProblemType.TOO_LARGE.exception(
				"The body %s; the limit is %d bytes (ackline.producer.%s).".formatted(size, this.bytes, this.property));
	}

}
