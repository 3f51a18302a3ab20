package io.ackline.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.ackline.cluster.kafka.BrokersSilent;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ClusterFailure;

/**
 * Waits for what a program does in its own time.
 */
final class Patience {

	private Patience() {
	}

	/**
	 * Returns when the condition holds.
	 * @throws ClusterFailure if the child dies before, or after the given time
	 */
	static void until(Child child, Duration patience, BooleanSupplier condition) {
		until(otherwise(child, patience), patience, () -> {
			if (!child.isAlive()) {
				throw child.failure();
			}
			return condition.getAsBoolean();
		});
	}

	static String otherwise(Child child, Duration patience) {
		return child.name() + " was not ready in " + patience.toSeconds() + " s; its log is " + child.log().path();
	}

	static void until(String otherwise, Duration patience, BooleanSupplier condition) {
		long deadline = System.nanoTime() + patience.toNanos();
		while (!holds(condition)) {
			if (System.nanoTime() > deadline) {
				throw new ClusterFailure(otherwise);
			}
			try {
				TimeUnit.MILLISECONDS.sleep(50);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new ClusterFailure("Interrupted while waiting: " + otherwise, ex);
			}
		}
	}

	private static boolean holds(BooleanSupplier condition) {
		try {
			return condition.getAsBoolean();
		}
		catch (BrokersSilent ex) {
			return false;
		}
	}

}
