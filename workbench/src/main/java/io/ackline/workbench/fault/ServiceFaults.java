package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;

/**
 * Faults of producers and consumers.
 */
final class ServiceFaults {

	private static final Duration SHORT = Duration.ofSeconds(2);

	private static final Duration LONG = Duration.ofSeconds(6);

	/**
	 * Longer than the group waits for a member that says nothing, as it is set up.
	 */
	private static final Duration EVICTED = Duration.ofSeconds(25);

	private ServiceFaults() {
	}

	static List<Fault> all() {
		return List.of(Fault.of("producer-killed", (rig, moments) -> kill(rig, moments, rig.producer(moments))),
				Fault.of("producer-paused", (rig, moments) -> pause(rig, moments, rig.producer(moments), LONG)),
				Fault.of("producers-restarted-in-turn", (rig, moments) -> restart(rig, moments, rig.producers())),
				Fault.of("consumer-killed", ServiceFaults::killConsumers),
				Fault.of("consumer-paused", ServiceFaults::pauseUntilEvicted),
				Fault.of("two-consumers-killed", ServiceFaults::killTwoConsumers),
				Fault.of("consumers-restarted-in-turn", (rig, moments) -> restart(rig, moments, rig.consumers())));
	}

	private static void kill(Rig rig, Moments moments, String name) throws InterruptedException {
		rig.cluster().kill(name);
		moments.pause(Duration.ZERO, SHORT);
		rig.cluster().start(name);
	}

	private static void killConsumers(Rig rig, Moments moments) throws InterruptedException {
		for (String consumer : rig.consumers()) {
			kill(rig, moments, consumer);
			moments.pause(SHORT, LONG);
		}
	}

	private static void killTwoConsumers(Rig rig, Moments moments) throws InterruptedException {
		List<String> victims = rig.consumers().subList(0, 2);
		victims.forEach(rig.cluster()::kill);
		moments.pause(SHORT, LONG);
		rig.startTogether(victims);
	}

	private static void pause(Rig rig, Moments moments, String name, Duration duration) throws InterruptedException {
		rig.cluster().pause(name);
		moments.pause(duration);
		rig.cluster().resume(name);
	}

	private static void pauseUntilEvicted(Rig rig, Moments moments) throws InterruptedException {
		String consumer = rig.consumer(moments);
		rig.cluster().pause(consumer);
		moments.pause(EVICTED);
		rig.awaitGroupWithout(consumer);
		rig.cluster().resume(consumer);
	}

	private static void restart(Rig rig, Moments moments, List<String> names) throws InterruptedException {
		for (String name : names) {
			rig.cluster().stop(name);
			rig.cluster().start(name);
			rig.awaitReady(name);
			moments.pause(Duration.ZERO, SHORT);
		}
	}

}
