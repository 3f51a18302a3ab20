package io.ackline.workbench.evidence;

import java.util.Comparator;

/**
 * Where a record stands in the log of a topic; places compare by partition, then by
 * offset.
 */
public record Place(int partition, long offset) implements Comparable<Place> {

	private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::partition)
		.thenComparingLong(Place::offset);

	@Override
	public int compareTo(Place other) {
		return ORDER.compare(this, other);
	}

	/**
	 * Returns the place as {@code partition-offset}.
	 */
	@Override
	public String toString() {
		return this.partition + "-" + this.offset;
	}

}
