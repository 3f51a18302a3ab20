package io.ackline.producer.publish;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ackline.producer.publish.PublishResult.NotStored;
import io.ackline.producer.publish.PublishResult.Stored;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemResponses;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What became of the events of a batch.
 *
 * @param results the outcome of each, in the request's order
 */
record BatchAnswer(List<Item> results) {

	private static final int MULTI_STATUS = 207;

	/**
	 * Returns the response: with the status that all events have, or else with 207.
	 */
	static ResponseEntity<Object> of(List<PublishResult> results) {
		List<Item> items = results.stream().map(Item::of).toList();
		int[] statuses = items.stream().mapToInt(Item::status).distinct().toArray();
		int status = switch (statuses.length) {
			case 0 -> 200;
			case 1 -> statuses[0];
			default -> MULTI_STATUS;
		};
		return ProblemResponses.withStatus(status, retryAfterSeconds(items))
			.contentType(MediaType.APPLICATION_JSON)
			.body(new BatchAnswer(items));
	}

	private static long retryAfterSeconds(List<Item> items) {
		return items.stream()
			.map(Item::problem)
			.filter(Objects::nonNull)
			.mapToLong(Problem::retryAfterSeconds)
			.max()
			.orElse(0);
	}

	/**
	 * What became of one event.
	 *
	 * @param status the status that it would be answered with if it came alone
	 * @param stored where it is, if it was acknowledged
	 * @param problem why it was not acknowledged
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Item(int status, @JsonUnwrapped @Nullable Stored stored, @Nullable Problem problem) {

		static Item of(PublishResult result) {
			if (result instanceof Stored stored) {
				return new Item(stored.status(), stored, null);
			}
			Problem problem = ((NotStored) result).problem();
			return new Item(problem.status(), null, problem);
		}

	}

}
