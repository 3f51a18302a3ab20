package io.ackline.consumer.parking;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.ackline.consumer.progress.PartitionProgress;

import org.springframework.stereotype.Component;

/**
 * What operators, and those who act for them, do with parked keys and dead events.
 */
@Component
public class Parking {

	private final PartitionProgress progress;

	private final ParkedKeys keys;

	private final ParkedEvents events;

	private final ParkedReceipts receipts;

	public Parking(PartitionProgress progress, ParkedKeys keys, ParkedEvents events, ParkedReceipts receipts) {
		this.progress = progress;
		this.keys = keys;
		this.events = events;
		this.receipts = receipts;
	}

	/**
	 * Puts a dead event at the end of its key's queue as it now stands, to be tried at
	 * once when its turn comes. This has to be the first that locks anything in the
	 * current transaction.
	 * @param event the event, with the identity that its receipt has
	 * @return whether it was done; {@code false} if the event is not dead, and then the
	 * transaction has to be rolled back
	 */
	public boolean revive(ParkedKey key, ParkedEvent event) {
		this.progress.lock(key.partition());
		this.keys.open(key, Duration.ZERO);
		boolean held = this.keys.keep(key.partition(), Set.of(key.name())).getOrDefault(key.name(), false);
		if (!this.receipts.revive(key.partition(), event, held)) {
			return false;
		}
		this.events.add(List.of(new ParkedEvents.Queued(key, event)));
		return true;
	}

	/**
	 * Holds a leased key, and all of its events, for an operator, within the current
	 * transaction.
	 * @return whether it is held; {@code false} also when somebody is about to put an
	 * event behind
	 */
	public boolean hold(Lease lease) {
		boolean held = this.keys.hold(lease);
		if (held) {
			this.receipts.held(lease.key(), true);
		}
		return held;
	}

	/**
	 * Lets a held key go on at once, with as many attempts as at first, within the
	 * current transaction. The dead letter of the event that holds it is not touched:
	 * whoever decides on that letter, calls this, and notes the decision in the same
	 * transaction.
	 * @return whether the key was held
	 */
	public boolean resume(ParkedKey key) {
		boolean resumed = this.keys.resume(key);
		if (resumed) {
			this.events.renewAttempts(key);
			this.receipts.held(key, false);
		}
		return resumed;
	}

}
