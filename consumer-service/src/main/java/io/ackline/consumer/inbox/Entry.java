package io.ackline.consumer.inbox;

import java.time.Instant;
import java.time.ZoneOffset;

import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.handler.HandlerCall;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.handler.UnprocessableEvent;
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
			this.call = handlers.bind(this.event);
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

	@Nullable HandlerCall call() {
		return this.call;
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
