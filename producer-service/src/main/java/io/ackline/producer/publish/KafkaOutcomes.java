package io.ackline.producer.publish;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.KafkaException;

/**
 * What a failure of Kafka's producer says of the record. Only failures that certainly
 * come before the record could reach a broker, or with which a broker certainly refused
 * it, mean that it was not written; everything else, also what later versions may come up
 * with, leaves it unknown.
 */
final class KafkaOutcomes {

	private static final String CLOSED = "after producer has been closed";

	private KafkaOutcomes() {
	}

	/**
	 * Returns the kind of problem that a failure is, however it is wrapped.
	 */
	static ProblemType of(Throwable failure) {
		Throwable cause = unwrap(failure);
		if (cause instanceof InvalidTopicException) {
			return ProblemType.INVALID_TOPIC;
		}
		if (cause instanceof RecordTooLargeException) {
			return ProblemType.TOO_LARGE;
		}
		if (cause instanceof InvalidTimestampException) {
			return ProblemType.TIMESTAMP_OUT_OF_BOUNDS;
		}
		if (cause instanceof BufferExhaustedException) { // is a TimeoutException too
			return ProblemType.OVERLOADED;
		}
		if (cause instanceof TimeoutException && says(cause, "not present in metadata")) {
			return (cause.getCause() instanceof UnknownTopicOrPartitionException) ? ProblemType.TOPIC_MISSING
					: ProblemType.TOPIC_NOT_READY;
		}
		if (cause instanceof IllegalStateException && says(cause, CLOSED)) {
			return ProblemType.SHUTTING_DOWN;
		}
		return ProblemType.NOT_ACKNOWLEDGED;
	}

	/**
	 * Returns whether a failure to hand over a record says that the producer is of no
	 * more use, neither for this record, which it did not take, nor for any other.
	 */
	static boolean isFatal(Throwable failure) {
		Throwable cause = unwrap(failure);
		return cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException
				|| says(cause, "in an error state") || says(cause, "invalid state transition") || says(cause, CLOSED);
	}

	/**
	 * Returns the failure in Kafka's own words.
	 */
	static String describe(Throwable failure) {
		Throwable cause = unwrap(failure);
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable unwrapped = failure;
		@Nullable Throwable cause = failure.getCause();
		while (cause != null && (unwrapped instanceof KafkaException || unwrapped instanceof CompletionException
				|| unwrapped instanceof ExecutionException)) {
			unwrapped = cause;
			cause = unwrapped.getCause();
		}
		return unwrapped;
	}

	private static boolean says(Throwable cause, String words) {
		return cause.getMessage() != null && cause.getMessage().contains(words);
	}

}
