package io.ackline.consumer.deadletter;

import java.util.UUID;

import io.ackline.events.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that will not be tried again, with the record that it came in.
 *
 * @param receipt the event whose identity its receipt has
 * @param claimed the event in the record, {@code null} if it could not be decoded
 * @param cause what its handler threw last, or what says that there is nothing to handle
 * @param attempts how often its handler was called
 */
public record DeadLetter(UUID topicId, ConsumerRecord<byte[], byte[]> kafkaRecord, Event receipt,
		@Nullable Event claimed, Reason reason, Throwable cause, int attempts) {

	/**
	 * Why an event is dead.
	 */
	public enum Reason {

		/**
		 * The record is no event.
		 */
		UNDECODABLE("undecodable"),

		/**
		 * The event's identity belongs to another event.
		 */
		ID_CONFLICT("id-conflict"),

		/**
		 * The handler, or the reading of the data for it, says that it cannot succeed.
		 */
		UNPROCESSABLE("unprocessable"),

		/**
		 * Its handler failed as often as it may.
		 */
		EXHAUSTED("exhausted");

		private final String text;

		Reason(String text) {
			this.text = text;
		}

		/**
		 * Returns the reason as it is stored and told.
		 */
		public String text() {
			return this.text;
		}

	}

}
