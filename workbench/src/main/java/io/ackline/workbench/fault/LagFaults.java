package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

import io.ackline.workbench.load.Payments;

/**
 * Leaders that are lost when their followers have not what they have. The default
 * settings bear that; weaker ones lose what they have not asked for.
 */
final class LagFaults {

	/**
	 * Shorter than brokers may be silent before they leave the in-sync replicas.
	 */
	private static final Duration UNNOTICED = Duration.ofSeconds(3);

	/**
	 * Longer than that.
	 */
	private static final Duration NOTICED = Duration.ofSeconds(14);

	private static final Duration SHORT = Duration.ofSeconds(10);

	private LagFaults() {
	}

	static List<Fault> all() {
		return List.of(
				Fault.of("leader-lost-before-followers-caught-up",
						(rig, moments) -> loseLeader(rig, moments, UNNOTICED)),
				Fault.of("last-in-sync-replica-lost", (rig, moments) -> loseLeader(rig, moments, NOTICED)));
	}

	/**
	 * Stops the followers where they stand, kills the leader after a while, and lets the
	 * followers go on without it for long enough to choose another.
	 */
	private static void loseLeader(Rig rig, Moments moments, Duration lag) throws InterruptedException {
		String leader = rig
			.node("leader:%s-%d".formatted(Payments.TOPIC, moments.oneOf(rig.partitions(Payments.TOPIC)) - 1));
		List<String> followers = rig.brokers().stream().filter((broker) -> !broker.equals(leader)).toList();
		followers.forEach(rig.cluster()::pause);
		moments.pause(lag);
		rig.cluster().kill(leader);
		followers.forEach(rig.cluster()::resume);
		moments.pause(SHORT);
		rig.cluster().start(leader);
	}

}
