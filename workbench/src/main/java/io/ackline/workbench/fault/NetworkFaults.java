package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.ackline.workbench.machine.PrivateNetwork;

/**
 * Faults of the network between brokers, ZooKeeper and the services: packets are lost
 * without a word to anybody, and connections stay as they are.
 */
final class NetworkFaults {

	private static final Duration SHORT = Duration.ofSeconds(8);

	/**
	 * Longer than a leader waits for a follower that does not fetch.
	 */
	private static final Duration LONG = Duration.ofSeconds(45);

	private static final Duration DELAY = Duration.ofMillis(200);

	private static final double LOSS = 0.05;

	private NetworkFaults() {
	}

	static List<Fault> all() {
		return List.of(broken("leader-cut-from-peers", Rig::brokers),
				broken("leader-cut-from-zookeeper", Rig::zookeeperNames),
				broken("leader-cut-from-producers", Rig::producers), broken("leader-isolated", NetworkFaults::all),
				slow("leader-slow", (rig, moments) -> List.of(rig.node(BrokerFaults.leader(rig, moments)))),
				slow("network-slow", (rig, moments) -> rig.brokers()));
	}

	private static Fault slow(String name, BiFunction<Rig, Moments, List<String>> nodes) {
		return new Fault(name, Fault.Need.SLOW_NETWORK, (rig, moments) -> {
			PrivateNetwork.Cut cut = rig.network().slow(nodes.apply(rig, moments), DELAY, LOSS);
			try {
				moments.pause(SHORT, LONG);
			}
			finally {
				cut.mend();
			}
		});
	}

	private static Fault broken(String name, Function<Rig, List<String>> others) {
		return new Fault(name, Fault.Need.NETWORK, (rig, moments) -> {
			String leader = rig.node(BrokerFaults.leader(rig, moments));
			PrivateNetwork.Cut cut = rig.network().cut(leader, others.apply(rig));
			try {
				moments.pause(SHORT, LONG);
			}
			finally {
				cut.mend();
			}
		});
	}

	private static List<String> all(Rig rig) {
		List<String> all = new ArrayList<>(rig.zookeeperNames());
		all.addAll(rig.brokers());
		all.addAll(rig.producers());
		all.addAll(rig.consumers());
		return all;
	}

}
