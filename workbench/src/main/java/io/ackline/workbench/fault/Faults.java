package io.ackline.workbench.fault;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All faults, in the order in which they are numbered.
 */
final class Faults {

	private static final List<Fault> ALL = Stream
		.of(BrokerFaults.all(), ZooKeeperFaults.all(), ServiceFaults.all(), PostgresFaults.all(), EventFaults.all(),
				LagFaults.all(), NetworkFaults.all(), DiskFaults.all(), ClockFaults.all())
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
	 * Returns the fault with a number, or those whose names fit a pattern, in which
	 * {@code *} stands for any letters.
	 * @throws IllegalArgumentException if there is none
	 */
	static List<Fault> find(String numberOrPattern) {
		Pattern pattern = Pattern.compile(Stream.of(numberOrPattern.strip().split("\\*", -1))
			.map(Pattern::quote)
			.collect(Collectors.joining(".*")));
		List<Fault> found = ALL.stream()
			.filter((fault) -> pattern.matcher(fault.name()).matches()
					|| String.valueOf(number(fault)).equals(numberOrPattern.strip()))
			.toList();
		if (found.isEmpty()) {
			throw new IllegalArgumentException(
					"There is no fault '%s'; --list shows all, by number and name".formatted(numberOrPattern));
		}
		return found;
	}

}
