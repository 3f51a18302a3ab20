package io.ackline.producer.kafkarest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ackline.producer.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record, as Kafka REST v2 says it.
 *
 * @param errorCode 50003 if the same record can be written later, 50002 if not;
 * {@code null} if it was written
 * @param error why it was not
 * @param message the same, where clients of Strimzi's bridge look for it
 * @param partition where it was written
 * @param offset its place there, -1 if no acknowledgement was waited for
 */
public record RecordResult(
		@JsonProperty("error_code") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer errorCode,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String message, @Nullable Integer partition,
		@Nullable Long offset) {

	private static final int KAFKA_ERROR = 50002;

	private static final int RETRIABLE_KAFKA_ERROR = 50003;

	/**
	 * Returns the result of a record that was written.
	 */
	public static RecordResult written(int partition, long offset) {
		return new RecordResult(null, null, null, partition, offset);
	}

	/**
	 * Returns the result of a record that was not acknowledged.
	 */
	public static RecordResult failed(Problem problem) {
		return new RecordResult(problem.retryable() ? RETRIABLE_KAFKA_ERROR : KAFKA_ERROR, problem.detail(),
				problem.detail(), null, null);
	}

}
