package io.ackline.workbench.fault;

import java.util.List;
import java.util.stream.Stream;

/**
 * All faults, in the order in which they are numbered.
 */
final class Faults {

	private static final List<Fault> ALL = Stream
		.of(BrokerFaults.all(), ZooKeeperFaults.all(), ServiceFaults.all(), PostgresFaults.all())
		.flatMap(List::stream)
		.toList();

	private Faults() {
	}

	static List<Fault> all() {
		return ALL;
	}

	static int number(Fault fault) {
		return ALL.indexOf(fault) + 1;
	}

	/**
	 * Returns the fault with a number or a name.
	 * @throws IllegalArgumentException if there is none
	 */
	static Fault find(String numberOrName) {
		return ALL.stream()
			.filter((fault) -> fault.name().equals(numberOrName) || String.valueOf(number(fault)).equals(numberOrName))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"There is no fault '%s'; --list shows all, by number and name".formatted(numberOrName)));
	}

}
