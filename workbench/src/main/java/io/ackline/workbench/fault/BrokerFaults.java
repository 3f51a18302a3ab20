package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

import io.ackline.workbench.load.Payments;

/**
 * Faults of brokers.
 */
final class BrokerFaults {

	private static final Duration SHORT = Duration.ofSeconds(3);

	private static final Duration DOWN = Duration.ofSeconds(8);

	private static final Duration PAUSED = Duration.ofSeconds(30);

	private BrokerFaults() {
	}

	static List<Fault> all() {
		return List.of(Fault.of("leader-stopped", (rig, moments) -> stop(rig, moments, leader(rig, moments))),
				Fault.of("leader-killed", (rig, moments) -> kill(rig, moments, leader(rig, moments))),
				Fault.of("leader-paused", (rig, moments) -> pause(rig, moments, leader(rig, moments))),
				Fault.of("leader-killed-five-times", BrokerFaults::killFiveLeaders),
				Fault.of("follower-stopped", (rig, moments) -> stop(rig, moments, follower(rig, moments))),
				Fault.of("follower-killed", (rig, moments) -> kill(rig, moments, follower(rig, moments))),
				Fault.of("follower-paused", (rig, moments) -> pause(rig, moments, follower(rig, moments))),
				Fault.of("controller-stopped", (rig, moments) -> stop(rig, moments, "controller")),
				Fault.of("controller-killed", (rig, moments) -> kill(rig, moments, "controller")),
				Fault.of("controller-paused", (rig, moments) -> pause(rig, moments, "controller")),
				Fault.of("two-brokers-killed", BrokerFaults::killTwo),
				Fault.of("two-brokers-paused", BrokerFaults::pauseTwo),
				Fault.of("all-brokers-killed", BrokerFaults::killAll));
	}

	static String leader(Rig rig, Moments moments) {
		return "leader:%s-%d".formatted(Payments.TOPIC, moments.oneOf(rig.payments().partitions()) - 1);
	}

	private static String follower(Rig rig, Moments moments) {
		List<String> others = rig.brokersBut(rig.node(leader(rig, moments)));
		return others.get(moments.oneOf(others.size()) - 1);
	}

	private static void stop(Rig rig, Moments moments, String role) throws InterruptedException {
		String broker = rig.cluster().stop(role).name();
		moments.pause(SHORT, DOWN);
		rig.cluster().start(broker);
	}

	private static void kill(Rig rig, Moments moments, String role) throws InterruptedException {
		String broker = rig.cluster().kill(role).name();
		moments.pause(SHORT, DOWN);
		rig.cluster().start(broker);
	}

	private static void pause(Rig rig, Moments moments, String role) throws InterruptedException {
		String broker = rig.cluster().pause(role).name();
		moments.pause(PAUSED);
		rig.cluster().resume(broker);
	}

	private static void killFiveLeaders(Rig rig, Moments moments) throws InterruptedException {
		for (int time = 0; time < 5; time++) {
			kill(rig, moments, leader(rig, moments));
			rig.awaitInSync();
		}
	}

	private static void killTwo(Rig rig, Moments moments) throws InterruptedException {
		String first = rig.cluster().kill(leader(rig, moments)).name();
		moments.pause(Duration.ZERO, SHORT);
		String second = rig.cluster().kill(leader(rig, moments)).name();
		moments.pause(SHORT, DOWN);
		rig.cluster().start(second);
		rig.cluster().start(first);
	}

	private static void pauseTwo(Rig rig, Moments moments) throws InterruptedException {
		String first = rig.cluster().pause(leader(rig, moments)).name();
		String second = rig.brokers().stream().filter((broker) -> !broker.equals(first)).findFirst().orElseThrow();
		moments.pause(Duration.ZERO, SHORT);
		rig.cluster().pause(second);
		moments.pause(PAUSED);
		rig.cluster().resume(second);
		rig.cluster().resume(first);
	}

	private static void killAll(Rig rig, Moments moments) throws InterruptedException {
		rig.brokers().forEach(rig.cluster()::kill);
		moments.pause(SHORT, DOWN);
		rig.startTogether(rig.brokers());
	}

}
