package io.ackline.consumer.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as operators see it.
 *
 * @param state dead, scheduled (to be retried), retried or discarded
 * @param id the id that the record claims, {@code null} if it could not be decoded
 * @param death counts the deaths of the event
 * @param publishedAt when Kafka had it
 * @param data the record's value
 * @param headers the record's headers; only shown of a letter that is asked for by its
 * number
 */
record DeadLetterView(long number, String state, String topic, int partition, long offset, @Nullable String id,
		@Nullable String source, @Nullable String type, @Nullable String key, String reason, String error,
		@Nullable String exception, int attempts, int death, UUID deathId, Instant writtenAt, Instant diedAt,
		@Nullable Instant publishedAt, @Nullable Instant retryAt, @Nullable Decision decision, Identity receipt,
		@Nullable Content data, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ShownHeader> headers) {

	/**
	 * What an operator decided.
	 *
	 * @param reason why the event was discarded
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Decision(Instant at, String by, @Nullable String reason) {
	}

	/**
	 * The identity of the event's receipt.
	 */
	record Identity(String id, String source) {
	}

	/**
	 * A header of the record.
	 */
	record ShownHeader(String name, @Nullable Content value) {
	}

}
