package io.ackline.workbench.fault;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Place;

/**
 * Which records there are, in two numbers, whatever order they are counted in.
 */
record Tally(long count, long sum) {

	static final Tally NONE = new Tally(0, 0);

	private static final long STEP = 0x9e3779b97f4a7c15L;

	static Tally of(Place place, Event event) {
		long hash = place.hashCode() * STEP + event.id().hashCode();
		hash = (hash ^ (hash >>> 32)) * STEP + event.digest().hashCode();
		return new Tally(1, (hash ^ (hash >>> 29)) * STEP);
	}

	Tally plus(Tally other) {
		return new Tally(this.count + other.count, this.sum + other.sum);
	}

}
