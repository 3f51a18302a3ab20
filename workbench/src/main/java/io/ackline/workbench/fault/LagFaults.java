package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

import io.ackline.workbench.evidence.LogFiles;
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

	/**
	 * How much of a partition was not written to the disk, at most.
	 */
	private static final int MOST_PAGES = 8;

	private LagFaults() {
	}

	static List<Fault> all() {
		return List.of(
				Fault.of("leader-lost-before-followers-caught-up",
						(rig, moments) -> loseLeader(rig, moments, UNNOTICED)),
				Fault.of("last-in-sync-replica-lost", (rig, moments) -> loseLeader(rig, moments, NOTICED)),
				new Fault("last-in-sync-replica-loses-its-tail", Fault.Need.ROUND, LagFaults::loseTail));
	}

	/**
	 * Stops the followers where they stand, kills the leader after a while, and lets the
	 * followers go on without it for long enough to choose another.
	 */
	private static void loseLeader(Rig rig, Moments moments, Duration lag) throws InterruptedException {
		String leader = rig.node(BrokerFaults.leader(rig, moments));
		List<String> followers = rig.brokersBut(leader);
		followers.forEach(rig.cluster()::pause);
		moments.pause(lag);
		rig.cluster().kill(leader);
		followers.forEach(rig.cluster()::resume);
		moments.pause(SHORT);
		rig.cluster().start(leader);
	}

	/**
	 * The documented limit: the followers are killed, and when only the leader is in
	 * sync, its machine fails, and has not written to its disk what it was told last. It
	 * comes back first, and the others follow it.
	 */
	private static void loseTail(Rig rig, Moments moments) throws InterruptedException {
		String last = rig.node(BrokerFaults.leader(rig, moments));
		List<String> followers = rig.brokersBut(last);
		followers.forEach(rig.cluster()::kill);
		rig.payments().awaitOnlyInSync(last);
		rig.cluster().kill(last);
		rig.lose(new LogFiles(rig.dataOf(last), Payments.TOPIC).loseTail(() -> moments.oneOf(MOST_PAGES)));
		rig.cluster().start(last);
		moments.pause(UNNOTICED);
		rig.startTogether(followers);
	}

}
