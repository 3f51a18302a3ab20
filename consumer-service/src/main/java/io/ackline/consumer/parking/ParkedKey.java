package io.ackline.consumer.parking;

import io.ackline.consumer.progress.LogPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is parked, claimed and released as one: the events of a key on a partition. An
 * event without a key has a parked key of its own.
 *
 * @param name {@code key:} and the events' key, or {@code offset:} and the offset of the
 * only event
 */
public record ParkedKey(LogPartition partition, String name) {

	/**
	 * Returns the key under which an event is parked.
	 * @param key the event's key, if it has one
	 */
	public static ParkedKey of(LogPartition partition, @Nullable String key, long offset) {
		return new ParkedKey(partition, (key != null) ? "key:" + key : "offset:" + offset);
	}

	@Override
	public String toString() {
		return this.partition + " " + this.name;
	}

}
