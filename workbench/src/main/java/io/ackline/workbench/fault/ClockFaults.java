package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.ackline.workbench.machine.Clocks;

/**
 * Clocks that are set back, and forward again, while what reads them runs.
 */
final class ClockFaults {

	private static final Duration BACK = Duration.ofHours(-1);

	private static final Duration SHORT = Duration.ofSeconds(5);

	private static final Duration LONG = Duration.ofSeconds(12);

	private ClockFaults() {
	}

	static List<Fault> all() {
		return List.of(setBack("producer-clock-set-back", (rig, moments) -> rig.producer(moments)),
				setBack("consumer-clock-set-back", (rig, moments) -> rig.consumer(moments)),
				setBack("leader-clock-set-back", Rig::brokers,
						(rig, moments) -> rig.node(BrokerFaults.leader(rig, moments))),
				setBack("controller-clock-set-back", Rig::brokers, (rig, moments) -> rig.node("controller")),
				setBack("postgres-clock-set-back", (rig, moments) -> "postgres"));
	}

	private static Fault setBack(String name, BiFunction<Rig, Moments, String> victim) {
		return new Fault(name, Fault.Need.CLOCKS, (rig, moments) -> {
			String node = victim.apply(rig, moments);
			setBack(rig, moments, List.of(node), () -> node);
		});
	}

	/**
	 * Sets back the clock of a node that is known by its role. To be given clocks of
	 * their own, nodes are started again, and then the role may be another's: each node
	 * that may have it gets one.
	 */
	private static Fault setBack(String name, Function<Rig, List<String>> candidates,
			BiFunction<Rig, Moments, String> victim) {
		return new Fault(name, Fault.Need.CLOCKS,
				(rig, moments) -> setBack(rig, moments, candidates.apply(rig), () -> victim.apply(rig, moments)));
	}

	private static void setBack(Rig rig, Moments moments, List<String> candidates, Supplier<String> victim)
			throws InterruptedException {
		Clocks clocks = rig.clocks();
		candidates.forEach(clocks::give);
		try {
			rig.restartInTurn(candidates);
			String node = victim.get();
			clocks.set(node, BACK);
			moments.pause(SHORT, LONG);
			clocks.set(node, Duration.ZERO);
			moments.pause(SHORT, LONG);
		}
		finally {
			candidates.forEach(clocks::take);
		}
		rig.restartInTurn(candidates);
	}

}
