package io.ackline.workbench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.PortPlan;

/**
 * Consumers that share the group of {@link RunningServices#CONSUMER} with it. One of all
 * of them is killed with -9 from time to time and started again at once, so that the
 * group is hardly ever at rest.
 */
final class ConsumerGroupKills {

	private final List<String> names = new ArrayList<>(List.of(RunningServices.CONSUMER));

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final LocalCluster cluster;

	private final Random random;

	private int kills;

	/**
	 * Starts further consumers.
	 * @param size the number of consumers with the one that runs
	 */
	ConsumerGroupKills(LocalCluster cluster, int size, long seed) {
		this.cluster = cluster;
		this.random = new Random(seed);
		for (int port : PortPlan.free(0, size - 1).brokers()) {
			String name = "consumer-" + (this.names.size() + 1);
			RunningServices.start(cluster, name, "consumer-service", URI.create("http://127.0.0.1:" + port));
			this.names.add(name);
		}
	}

	/**
	 * Kills one consumer after another until it is told to stop.
	 * @param interval time from one to the next
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void run(Duration interval) throws InterruptedException {
		while (!this.stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
			String name = this.names.get(this.random.nextInt(this.names.size()));
			this.cluster.kill(name).child().start();
			this.kills++;
		}
	}

	void stop() {
		this.stopped.countDown();
	}

	/**
	 * Returns how many kills there were, once they have ended.
	 */
	int count() {
		return this.kills;
	}

}
