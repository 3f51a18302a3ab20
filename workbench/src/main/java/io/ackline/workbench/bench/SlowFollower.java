package io.ackline.workbench.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes at a steady rate while a broker that follows stands still now and then, as for
 * its disk or for garbage collection, never for so long that it falls out of sync.
 *
 * @param pause how long it stands still each time, in milliseconds
 */
record SlowFollower(String name, BenchSystem system, HttpTarget target, int pause, Effort effort) implements Contender {

	static final String BROKER = "broker-3";

	private static final int CONNECTIONS = 256;

	private static final int RATE = 200;

	@Override
	public Sample run() throws InterruptedException {
		CountDownLatch over = new CountDownLatch(1);
		Thread pausing = new Thread(() -> standStill(over), "slow-follower");
		pausing.start();
		try (HttpLoad load = new HttpLoad(CONNECTIONS)) {
			Turn turn = load.pace(this.target, RATE, this.effort.warmUp(), this.effort.turn());
			return Sample.of(Measure.P50, turn.latency(50)).with(Measure.P99, turn.latency(99));
		}
		finally {
			over.countDown();
			pausing.join();
		}
	}

	private void standStill(CountDownLatch over) {
		try {
			while (this.pause > 0 && !over.await(this.pause, TimeUnit.MILLISECONDS)) {
				this.system.cluster().pause(BROKER);
				try {
					TimeUnit.MILLISECONDS.sleep(this.pause);
				}
				finally {
					this.system.cluster().resume(BROKER);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
