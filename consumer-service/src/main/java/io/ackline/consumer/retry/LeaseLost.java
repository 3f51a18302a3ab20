package io.ackline.consumer.retry;

import io.ackline.consumer.parking.Lease;

/**
 * Another instance has the key now. What was done in the current transaction is not to be
 * committed.
 */
final class LeaseLost extends RuntimeException {

	LeaseLost(Lease lease) {
		super("The lease on %s is lost".formatted(lease.key()));
	}

}
