package io.ackline.workbench.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/**
 * What it was measured on.
 */
record Machine(String time, String processor, int processors, long memoryGiB, String system, String java) {

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	static Machine current() {
		OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return new Machine(Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(), model(),
				machine.getAvailableProcessors(), machine.getTotalMemorySize() >> 30,
				"%s %s %s".formatted(machine.getName(), machine.getVersion(), machine.getArch()),
				"%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")));
	}

	private static String model() {
		if (!Files.isReadable(CPU_INFO)) {
			return System.getProperty("os.arch", "unknown");
		}
		try {
			return Files.readAllLines(CPU_INFO)
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.replaceFirst(".*:\\s*", ""))
				.findFirst()
				.orElse(System.getProperty("os.arch", "unknown"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch", "unknown");
		}
	}

	String text() {
		return String.format(Locale.ROOT,
				"%d × %s, %d GiB, %s, %s, %s. All on one machine: brokers, PostgreSQL, "
						+ "service and load share its processors.",
				this.processors, this.processor, this.memoryGiB, this.system, this.java, this.time);
	}

}
