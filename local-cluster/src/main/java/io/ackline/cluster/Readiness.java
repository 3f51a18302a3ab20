package io.ackline.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.kafka.KafkaView;
import io.ackline.cluster.postgres.PostgresServer;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ClusterFailure;

/**
 * When a node that was started is of use: PostgreSQL lets its user in, a broker knows of
 * itself as one of the cluster, anything else accepts connections.
 */
final class Readiness {

	// Programs that start at once on a machine that has much else to do take minutes.
	static final Duration PATIENCE = Duration.ofMinutes(3);

	// How long the session of a broker that was killed may live on, with a margin.
	private static final Duration SESSION = Duration.ofSeconds(15);

	// Where Kafka 3.9 fails when another session still has the broker's node in
	// ZooKeeper, and when that session ends just while it looks.
	private static final String STILL_REGISTERED = "getAfterNodeExists";

	private final PostgresServer postgres;

	Readiness(PostgresServer postgres) {
		this.postgres = postgres;
	}

	/**
	 * Returns when the node is ready.
	 * @throws ClusterFailure if it dies before, or takes too long
	 */
	void await(Node node) {
		switch (node.kind()) {
			case BROKER -> awaitBroker(node);
			case POSTGRES -> Patience.until(node.child(), PATIENCE, this.postgres::accepts);
			case ZOOKEEPER, SERVICE -> {
				if (node.port() != 0) {
					Patience.until(node.child(), PATIENCE, node::listens);
				}
			}
		}
	}

	/**
	 * A broker that starts while ZooKeeper still holds the session of its killed
	 * predecessor gives up; it is started again until that session has expired.
	 */
	private static void awaitBroker(Node node) {
		int id = Integer.parseInt(node.name().substring(node.name().lastIndexOf('-') + 1));
		Child child = node.child();
		long giveUp = System.nanoTime() + SESSION.toNanos();
		try (KafkaView view = new KafkaView(node.host() + ":" + node.port())) {
			Patience.until(Patience.otherwise(child, PATIENCE), PATIENCE, () -> {
				if (child.state() == Child.State.DIED) {
					startAgain(child, giveUp);
				}
				return child.isAlive() && node.listens() && view.brokers().contains(id);
			});
		}
	}

	private static void startAgain(Child child, long giveUp) {
		boolean stillRegistered = child.tail(60).stream().anyMatch((line) -> line.contains(STILL_REGISTERED));
		if (!stillRegistered || System.nanoTime() > giveUp) {
			throw child.failure();
		}
		try {
			TimeUnit.MILLISECONDS.sleep(500);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while " + child.name() + " was starting", ex);
		}
		child.start();
	}

}
