package io.ackline.inspector.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * Who remembers when a partition's leader or in-sync replicas last changed.
 */
public interface LastChange {

	/**
	 * Returns the time, nothing if it is not known.
	 */
	Optional<Instant> of(String topic, int partition);

}
