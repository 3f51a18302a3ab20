package io.ackline.consumer.inbox;

import java.time.Instant;
import java.time.ZoneOffset;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.handler.HandlerCall;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.consumer.parking.ParkedKey;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import io.ackline.events.UndecodableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way through the inbox: as the event in it, with the call of its
 * handler, or with the reason for which there will be no call.
 */
final class Entry {

	private final ConsumerRecord<byte[], byte[]> kafkaRecord;

	private final Event event;

	private final byte[] digest;

	private final boolean decoded;

	private @Nullable HandlerCall call;

	private @Nullable Cause death;

	private @Nullable Throwable failure;

	private @Nullable Boolean behind;

	private boolean alone;

	private Entry(ConsumerRecord<byte[], byte[]> kafkaRecord, Event event, boolean decoded) {
		this.kafkaRecord = kafkaRecord;
		this.event = event;
		this.digest = event.digest().bytes();
		this.decoded = decoded;
	}

	static Entry of(ConsumerRecord<byte[], byte[]> kafkaRecord, Share share, Handlers handlers) {
		try {
			Entry entry = new Entry(kafkaRecord,
					EventRecords.toEvent(kafkaRecord, share.partition().topicId(), share.defaultType()), true);
			entry.bind(handlers);
			return entry;
		}
		catch (UndecodableRecord ex) {
			Entry entry = new Entry(kafkaRecord, positional(kafkaRecord, share), false);
			entry.dies(DeadLetter.Reason.UNDECODABLE, ex);
			return entry;
		}
	}

	private void bind(Handlers handlers) {
		try {
			this.call = handlers.bind(this.event, this.kafkaRecord.headers());
		}
		catch (UnprocessableEvent ex) {
			dies(DeadLetter.Reason.UNPROCESSABLE, ex);
		}
	}

	/**
	 * Returns the entry for a record whose identity belongs to another event, with an
	 * identity made of its position.
	 */
	Entry conflicting(Share share) {
		Entry entry = new Entry(this.kafkaRecord, positional(this.kafkaRecord, share), false);
		entry.dies(DeadLetter.Reason.ID_CONFLICT,
				new UnprocessableEvent(
						"The id '%s' of source '%s' was used before, for an event with another type, key or data."
							.formatted(this.event.id(), this.event.source())));
		return entry;
	}

	private static Event positional(ConsumerRecord<byte[], byte[]> kafkaRecord, Share share) {
		byte[] value = kafkaRecord.value();
		return Event
			.builder(kafkaRecord.partition() + "-" + kafkaRecord.offset(), "/kafka/" + share.partition().topicId(),
					share.defaultType(),
					Instant.ofEpochMilli(Math.max(0, kafkaRecord.timestamp())).atOffset(ZoneOffset.UTC))
			.data((value != null) ? EventData.of(value) : null)
			.build();
	}

	void dies(DeadLetter.Reason reason, Throwable cause) {
		this.call = null;
		this.death = new Cause(reason, cause);
	}

	/**
	 * Notes that the handler failed. It is not called again here.
	 */
	void fails(Throwable thrown) {
		if (thrown instanceof UnprocessableEvent) {
			dies(DeadLetter.Reason.UNPROCESSABLE, thrown);
		}
		else {
			this.call = null;
			this.failure = thrown;
		}
	}

	/**
	 * Notes that the handler is not to be called together with others any more.
	 */
	void goesAlone() {
		this.alone = true;
	}

	/**
	 * Notes whether the entry's key is parked, so that it has to go behind.
	 * @param held whether the key is held for an operator; {@code null} if it is not
	 * parked
	 */
	void goesBehind(@Nullable Boolean held) {
		this.behind = held;
	}

	ConsumerRecord<byte[], byte[]> kafkaRecord() {
		return this.kafkaRecord;
	}

	long offset() {
		return this.kafkaRecord.offset();
	}

	Event event() {
		return this.event;
	}

	byte[] digest() {
		return this.digest;
	}

	boolean isDecoded() {
		return this.decoded;
	}

	/**
	 * Returns the key under which the event is parked if it fails.
	 */
	ParkedKey key(Share share) {
		return ParkedKey.of(share.partition(), this.event.key(), offset());
	}

	/**
	 * Returns what the receipt says if nothing else happens.
	 */
	String state() {
		if (this.death != null) {
			return "dead";
		}
		if (this.behind != null) {
			return this.behind ? "held" : "retrying";
		}
		return (this.failure != null) ? "retrying" : "processed";
	}

	/**
	 * Returns how often the handler has been called once the receipt is committed.
	 */
	int attempts() {
		boolean untouched = this.behind != null && this.failure == null && this.death == null;
		return (this.decoded && !untouched) ? 1 : 0;
	}

	/**
	 * Returns what the receipt says went wrong.
	 */
	@Nullable String error() {
		if (this.death != null) {
			return DatabaseFailures.storable(this.death.thrown());
		}
		return (this.failure != null) ? DatabaseFailures.storable(this.failure) : null;
	}

	boolean isBehind() {
		return this.behind != null && this.death == null;
	}

	boolean isAlone() {
		return this.alone;
	}

	/**
	 * Returns whether the event has to wait in its key's queue.
	 */
	boolean isParked() {
		return this.death == null && (this.behind != null || this.failure != null);
	}

	@Nullable HandlerCall call() {
		return this.call;
	}

	boolean hasEndedProcess() {
		return this.failure instanceof ProcessEnded;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	@Nullable Cause death() {
		return this.death;
	}

	/**
	 * Why an event is dead.
	 */
	record Cause(DeadLetter.Reason reason, Throwable thrown) {
	}

}
