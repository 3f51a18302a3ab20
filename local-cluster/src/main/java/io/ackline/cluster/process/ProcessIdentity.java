package io.ackline.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process id together with the moment that process began, since ids are given out
 * again.
 *
 * @param pid the process id
 * @param began an opaque mark of when it began: on Linux the boot and the kernel's tick
 * count, which do not move when the clock is set, elsewhere the start time
 */
public record ProcessIdentity(long pid, String began) {

	public static ProcessIdentity of(ProcessHandle process) {
		return new ProcessIdentity(process.pid(), mark(process));
	}

	/**
	 * Returns the process if it is still the same one.
	 */
	public Optional<ProcessHandle> find() {
		return ProcessHandle.of(this.pid)
			.filter(ProcessHandle::isAlive)
			.filter((process) -> this.began.equals(mark(process)));
	}

	private static String mark(ProcessHandle process) {
		Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
		try {
			String line = Files.readString(stat);
			// The second field is the program's name, in parentheses, and may hold
			// spaces.
			String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
			return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + ":" + fields[19];
		}
		catch (IOException ex) {
			return process.info().startInstant().map(Instant::toString).orElse("unknown");
		}
	}

}
