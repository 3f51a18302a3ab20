package io.ackline.consumer.deadletter;

import java.util.List;
import java.util.Set;

import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKey;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.ParkedReceipts;
import io.ackline.consumer.parking.Parking;
import io.ackline.consumer.progress.PartitionProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The queues of keys, as far as dead events come into them. Each method has to be the
 * first that locks anything in its transaction: locks are taken in the order of the
 * inbox's protocol, progress, parked key, receipt.
 */
@Component
class KeyQueues {

	private final PartitionProgress progress;

	private final Parking parking;

	private final ParkedKeys keys;

	private final ParkedEvents events;

	private final ParkedReceipts receipts;

	KeyQueues(PartitionProgress progress, Parking parking, ParkedKeys keys, ParkedEvents events,
			ParkedReceipts receipts) {
		this.progress = progress;
		this.parking = parking;
		this.keys = keys;
		this.events = events;
		this.receipts = receipts;
	}

	/**
	 * Puts a dead event at the end of its key's queue as it now stands. One that holds
	 * its key is still at its beginning, and the key goes on with it.
	 * @return whether it was done; {@code false} if the event is not dead
	 */
	boolean takeBack(BuriedEvent event) {
		return (holding(event) != null) ? this.parking.resume(event.parkedKey())
				: this.parking.revive(event.parkedKey(), event.parked());
	}

	/**
	 * Sees to it that a dead event holds nothing: if it holds its key, that goes on with
	 * the event behind it.
	 */
	void giveUp(BuriedEvent event) {
		ParkedEvent holding = holding(event);
		if (holding != null) {
			this.parking.resume(event.parkedKey());
			this.receipts.died(event.partition(), holding, String.valueOf(holding.error()));
			this.events.remove(event.parkedKey(), List.of(holding));
		}
	}

	private @Nullable ParkedEvent holding(BuriedEvent event) {
		this.progress.lock(event.partition());
		ParkedKey key = event.parkedKey();
		boolean held = this.keys.keep(key.partition(), Set.of(key.name())).getOrDefault(key.name(), false);
		return !held ? null
				: this.events.first(key, 1)
					.stream()
					.filter((first) -> first.offset() == event.offset())
					.findFirst()
					.orElse(null);
	}

}
