package io.ackline.workbench.fault;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import com.sun.management.OperatingSystemMXBean;

/**
 * What a run is to be repeated with, and on what machine it was.
 *
 * @param started when it began
 * @param seed what everything was drawn from
 * @param rate events a second
 * @param zookeepers ZooKeeper servers
 * @param settings what the environment sets of topics and services
 * @param machine the machine, in words
 */
record Circumstances(Instant started, long seed, double rate, int zookeepers, SortedMap<String, String> settings,
		String machine) {

	static Circumstances now(long seed, double rate, int zookeepers) {
		SortedMap<String, String> settings = new TreeMap<>(System.getenv());
		settings.keySet().removeIf((name) -> !name.matches("ACKLINE_(TOPICS|PRODUCER|CONSUMER)_.*"));
		return new Circumstances(Instant.now().truncatedTo(ChronoUnit.SECONDS), seed, rate, zookeepers, settings,
				describeMachine());
	}

	private static String describeMachine() {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return String.format(Locale.ROOT, "%s %s, %s, %d processors, %.0f GiB, Java %s", system.getName(),
				system.getVersion(), system.getArch(), system.getAvailableProcessors(),
				system.getTotalMemorySize() / Math.pow(1024, 3), Runtime.version());
	}

	/**
	 * Returns them as a list in Markdown.
	 */
	String text() {
		return "- started %s, seed %d, %.0f events a second, %d ZooKeeper server(s), 3 brokers, 2 producers, 3 consumers%n- settings: %s%n- machine: %s%n"
			.formatted(this.started, this.seed, this.rate, this.zookeepers,
					this.settings.isEmpty() ? "the defaults" : this.settings, this.machine);
	}

}
