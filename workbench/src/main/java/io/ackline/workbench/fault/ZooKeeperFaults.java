package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

/**
 * Faults of ZooKeeper.
 */
final class ZooKeeperFaults {

	private static final Duration PAUSED = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofSeconds(3);

	private static final Duration LONG = Duration.ofSeconds(12);

	private ZooKeeperFaults() {
	}

	static List<Fault> all() {
		return List.of(Fault.of("zookeeper-paused", ZooKeeperFaults::pauseAll),
				Fault.of("zookeeper-killed", (rig, moments) -> kill(rig, moments, rig.zookeepers())),
				new Fault("one-of-three-zookeepers-killed", Fault.Need.THREE_ZOOKEEPERS,
						(rig, moments) -> kill(rig, moments, 1)),
				new Fault("two-of-three-zookeepers-killed", Fault.Need.THREE_ZOOKEEPERS,
						(rig, moments) -> kill(rig, moments, 2)));
	}

	private static void pauseAll(Rig rig, Moments moments) throws InterruptedException {
		List<String> servers = rig.zookeeperNames();
		servers.forEach(rig.cluster()::pause);
		moments.pause(PAUSED);
		servers.forEach(rig.cluster()::resume);
	}

	private static void kill(Rig rig, Moments moments, int count) throws InterruptedException {
		int first = moments.oneOf(rig.zookeepers());
		List<String> names = rig.zookeeperNames();
		List<String> victims = names.stream()
			.filter((name) -> Math.floorMod(names.indexOf(name) - first, names.size()) < count)
			.toList();
		victims.forEach(rig.cluster()::kill);
		moments.pause(SHORT, LONG);
		rig.startTogether(victims);
	}

}
