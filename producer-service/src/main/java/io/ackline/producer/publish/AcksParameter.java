package io.ackline.producer.publish;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code acks} that a request asks for.
 *
 * @param asked what it asks for, or {@code null} for what each topic declares
 */
record AcksParameter(@Nullable Acks asked) {

	private static final String NAME = "acks";

	/**
	 * Returns what a request asks for.
	 * @throws ProblemException if that is no acks
	 */
	static AcksParameter of(HttpServletRequest request) {
		try {
			String @Nullable [] values = request.getParameterValues(NAME);
			if (values != null && values.length > 1) {
				throw new IllegalArgumentException("acks is given %d times: give it once.".formatted(values.length));
			}
			return new AcksParameter((values != null) ? Acks.of(values[0]) : null);
		}
		catch (InvalidParameterException ex) {
			throw ProblemType.INVALID_PARAMETER.exception("The query string is not well-formed.");
		}
		catch (IllegalArgumentException ex) {
			throw ProblemType.INVALID_PARAMETER.exception(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Returns the acks of a write to a topic.
	 * @throws ProblemException if the topic pins other ones
	 */
	Acks on(Topic topic) {
		try {
			return topic.acks(this.asked);
		}
		catch (IllegalArgumentException ex) {
			throw ProblemType.INVALID_PARAMETER.exception(String.valueOf(ex.getMessage()));
		}
	}

}
