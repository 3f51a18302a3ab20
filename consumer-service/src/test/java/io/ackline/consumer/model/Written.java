package io.ackline.consumer.model;

import io.ackline.consumer.model.Behaviour.Failure;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the log, with what is known of it.
 *
 * @param id the event's id; that of its position if it is no event or has no headers
 * @param n what tells events with the same id apart; in the event's data
 */
record Written(Form form, String id, String source, int n, String key, Behaviour behaviour,
		ConsumerRecord<byte[], byte[]> kafkaRecord) {

	int partition() {
		return this.kafkaRecord.partition();
	}

	long offset() {
		return this.kafkaRecord.offset();
	}

	String position() {
		return partition() + "-" + offset();
	}

	boolean isSameEventAs(Written other) {
		return this.id.equals(other.id) && this.source.equals(other.source) && this.n == other.n;
	}

	String type() {
		return switch (this.form) {
			case BATCH -> "batch.event";
			case PLAIN -> Logs.PLAIN_TYPE;
			default -> "single.event";
		};
	}

	/**
	 * Returns whether its handler can be at fault, and the cause be mended.
	 */
	boolean isCurable() {
		return this.form != Form.UNDECODABLE && this.form != Form.UNREADABLE && this.behaviour.isFinal();
	}

	/**
	 * Returns whether nobody's patience makes an effect of it.
	 */
	boolean isHopeless() {
		return this.form == Form.UNDECODABLE || this.form == Form.UNREADABLE
				|| (!this.behaviour.isGood() && this.behaviour.failure() == Failure.UNPROCESSABLE);
	}

	@Override
	public String toString() {
		return "%s %s n=%d key=%s %s%s".formatted(position(), this.id, this.n, this.key, this.form,
				this.behaviour.isGood() ? "" : " " + this.behaviour);
	}

	/**
	 * What kind of record it is.
	 */
	enum Form {

		/**
		 * An event for the handler that takes one at a time.
		 */
		SINGLE,

		/**
		 * An event for the handler that takes many.
		 */
		BATCH,

		/**
		 * A record without headers.
		 */
		PLAIN,

		/**
		 * An event whose data the handler cannot read.
		 */
		UNREADABLE,

		/**
		 * No event.
		 */
		UNDECODABLE

	}

}
