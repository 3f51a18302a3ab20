package io.ackline.producer.publish;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ackline.producer.topic.Acks;
import io.ackline.producer.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event.
 */
sealed interface PublishResult {

	/**
	 * Returns this result of an event that is a part of the body, at the given JSON
	 * Pointer.
	 */
	PublishResult within(String pointer);

	/**
	 * Kafka has acknowledged the event as asked.
	 *
	 * @param id the event's id
	 * @param source the event's source
	 * @param topic the topic it is on
	 * @param partition the partition it is on
	 * @param offset its place there; {@code null} if no acknowledgement was asked for
	 * @param timestamp the record's timestamp
	 * @param acks what was acknowledged
	 */
	record Stored(String id, String source, String topic, int partition,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long offset, Instant timestamp,
			Acks acks) implements PublishResult {

		@Override
		public Stored within(String pointer) {
			return this;
		}

		/**
		 * Returns the HTTP status that says this: 202 where nothing is promised.
		 */
		int status() {
			return (this.acks == Acks.NONE) ? 202 : 201;
		}

	}

	/**
	 * The event was not acknowledged.
	 *
	 * @param problem why, and what is known of it
	 */
	record NotStored(Problem problem) implements PublishResult {

		@Override
		public NotStored within(String pointer) {
			return new NotStored(this.problem.within(pointer));
		}

	}

}
