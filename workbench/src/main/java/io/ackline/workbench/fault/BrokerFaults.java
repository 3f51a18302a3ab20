package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.ackline.cluster.LocalCluster;
import io.ackline.workbench.load.Payments;

/**
 * Faults of brokers: of each role each blow, once and five times in a row; of two of
 * them, and of all.
 */
final class BrokerFaults {

	private static final Duration SHORT = Duration.ofSeconds(3);

	private static final Duration DOWN = Duration.ofSeconds(8);

	private static final Duration PAUSED = Duration.ofSeconds(30);

	private static final int TIMES = 5;

	private BrokerFaults() {
	}

	static List<Fault> all() {
		List<Fault> all = new ArrayList<>();
		for (Role role : Role.values()) {
			for (Blow blow : Blow.values()) {
				String name = role.word() + "-" + blow.word();
				all.add(Fault.of(name, (rig, moments) -> strike(rig, moments, role, blow)));
				all.add(Fault.of(name + "-five-times", (rig, moments) -> strikeInARow(rig, moments, role, blow)));
			}
		}
		for (Blow blow : Blow.values()) {
			all.add(Fault.of("two-brokers-" + blow.word(), (rig, moments) -> strikeTwo(rig, moments, blow)));
		}
		all.add(Fault.of("all-brokers-killed", BrokerFaults::killAll));
		return all;
	}

	static String leader(Rig rig, Moments moments) {
		return "leader:%s-%d".formatted(Payments.TOPIC, moments.oneOf(rig.payments().partitions()) - 1);
	}

	private static void strike(Rig rig, Moments moments, Role role, Blow blow) throws InterruptedException {
		String broker = role.broker(rig, moments);
		blow.strike(rig.cluster(), broker);
		blow.last(moments);
		blow.mend(rig.cluster(), broker);
	}

	private static void strikeInARow(Rig rig, Moments moments, Role role, Blow blow) throws InterruptedException {
		for (int time = 0; time < TIMES; time++) {
			strike(rig, moments, role, blow);
			rig.awaitInSync();
		}
	}

	private static void strikeTwo(Rig rig, Moments moments, Blow blow) throws InterruptedException {
		String first = Role.LEADER.broker(rig, moments);
		List<String> others = rig.brokersBut(first);
		String second = others.get(moments.oneOf(others.size()) - 1);
		blow.strike(rig.cluster(), first);
		moments.pause(Duration.ZERO, SHORT);
		blow.strike(rig.cluster(), second);
		blow.last(moments);
		blow.mend(rig.cluster(), second);
		blow.mend(rig.cluster(), first);
	}

	private static void killAll(Rig rig, Moments moments) throws InterruptedException {
		rig.brokers().forEach(rig.cluster()::kill);
		moments.pause(SHORT, DOWN);
		rig.startTogether(rig.brokers());
	}

	/**
	 * What a broker is at the moment.
	 */
	private enum Role {

		LEADER, FOLLOWER, CONTROLLER;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		String broker(Rig rig, Moments moments) {
			return switch (this) {
				case LEADER -> rig.node(leader(rig, moments));
				case FOLLOWER -> {
					List<String> others = rig.brokersBut(rig.node(leader(rig, moments)));
					yield others.get(moments.oneOf(others.size()) - 1);
				}
				case CONTROLLER -> rig.node("controller");
			};
		}

	}

	/**
	 * What is done to a broker, and undone.
	 */
	private enum Blow {

		STOPPED, KILLED, PAUSED;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

		void strike(LocalCluster cluster, String broker) {
			switch (this) {
				case STOPPED -> cluster.stop(broker);
				case KILLED -> cluster.kill(broker);
				case PAUSED -> cluster.pause(broker);
			}
		}

		void last(Moments moments) throws InterruptedException {
			if (this == PAUSED) {
				moments.pause(BrokerFaults.PAUSED);
			}
			else {
				moments.pause(SHORT, DOWN);
			}
		}

		void mend(LocalCluster cluster, String broker) {
			if (this == PAUSED) {
				cluster.resume(broker);
			}
			else {
				cluster.start(broker);
			}
		}

	}

}
