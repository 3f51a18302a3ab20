package io.ackline.consumer.retry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.deadletter.DeadLetters;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.ParkedReceipts;
import io.ackline.consumer.parking.Parking;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.events.Event;
import io.ackline.events.EventRecords;
import io.ackline.events.UndecodableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of the first event of a leased key when it was not handled, and of the key
 * when there is none. Each method is a transaction, and throws {@link LeaseLost} instead
 * if the lease is lost.
 */
@Component
class RetryOutcomes {

	private final TransactionTemplate transaction;

	private final ParkedKeys keys;

	private final ParkedEvents events;

	private final ParkedReceipts receipts;

	private final Parking parking;

	private final DeadLetters deadLetters;

	private final RetryProperties properties;

	RetryOutcomes(TransactionTemplate transaction, ParkedKeys keys, ParkedEvents events, ParkedReceipts receipts,
			Parking parking, DeadLetters deadLetters, RetryProperties properties) {
		this.transaction = transaction;
		this.keys = keys;
		this.events = events;
		this.receipts = receipts;
		this.parking = parking;
		this.deadLetters = deadLetters;
		this.properties = properties;
	}

	/**
	 * Counts a failed attempt. If it was not the last, the lease is given back until the
	 * next.
	 * @return whether it was the last
	 */
	boolean failed(Lease lease, ParkedEvent event, Throwable thrown) {
		int attempts = event.attempts() + 1;
		boolean last = attempts >= this.properties.maxAttempts();
		run(lease, () -> {
			count(lease, event, thrown);
			if (!last) {
				this.keys.postpone(lease, this.properties.backOff(attempts));
			}
		});
		return last;
	}

	/**
	 * Counts a failed attempt after which there is no other, however many there may be.
	 */
	void failedForGood(Lease lease, ParkedEvent event, Throwable thrown) {
		run(lease, () -> count(lease, event, thrown));
	}

	private void count(Lease lease, ParkedEvent event, Throwable thrown) {
		String error = DatabaseFailures.storable(thrown);
		this.events.failed(lease.key(), event, error);
		this.receipts.failed(lease.key().partition(), event, error);
	}

	/**
	 * Makes an event a dead letter.
	 */
	void died(Lease lease, ParkedEvent event, DeadLetter.Reason reason, Throwable thrown) {
		run(lease, () -> {
			if (reason == DeadLetter.Reason.UNPROCESSABLE) {
				this.receipts.failed(lease.key().partition(), event, DatabaseFailures.storable(thrown));
			}
			int attempts = this.receipts.died(lease.key().partition(), event, DatabaseFailures.storable(thrown));
			this.deadLetters.add(List.of(letter(lease, event, reason, thrown, attempts)));
			this.events.remove(lease.key(), List.of(event));
		});
	}

	private static DeadLetter letter(Lease lease, ParkedEvent event, DeadLetter.Reason reason, Throwable thrown,
			int attempts) {
		ConsumerRecord<byte[], byte[]> kafkaRecord = event.kafkaRecord();
		@Nullable Event claimed = null;
		try {
			claimed = EventRecords.toEvent(kafkaRecord, lease.key().partition().topicId(), event.type());
		}
		catch (UndecodableRecord ex) {
			// told by the reason
		}
		Event receipt = Event
			.builder(event.id(), event.source(), event.type(),
					Instant.ofEpochMilli(Math.max(0, kafkaRecord.timestamp())).atOffset(ZoneOffset.UTC))
			.build();
		return new DeadLetter(lease.key().partition().uuid(), kafkaRecord, receipt, claimed, reason, thrown, attempts);
	}

	/**
	 * Holds the key for an operator, who is told by a dead letter of the event. It stays
	 * the first of its key's queue, for the operator to decide on.
	 * @return whether it is held; {@code false} also when somebody is about to put an
	 * event behind
	 */
	boolean held(Lease lease, ParkedEvent event, Throwable thrown) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			if (!this.parking.hold(lease)) {
				return false;
			}
			int attempts = this.receipts.attempts(lease.key().partition(), event);
			this.deadLetters.add(List.of(letter(lease, event, DeadLetter.Reason.EXHAUSTED, thrown, attempts)));
			return true;
		}));
	}

	/**
	 * Lets go of a key without events.
	 * @return whether it is parked no longer; {@code false} also when somebody is about
	 * to put an event behind
	 */
	boolean emptied(Lease lease) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.keys.close(lease)));
	}

	private void run(Lease lease, Runnable work) {
		this.transaction.executeWithoutResult((status) -> {
			if (!this.keys.renew(lease, this.properties.lease())) {
				throw new LeaseLost(lease);
			}
			work.run();
		});
	}

}
