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
			.filter(KernelView::runs)
			.filter((process) -> this.began.equals(mark(process)));
	}

	private static String mark(ProcessHandle process) {
		return KernelView.of(process)
			.map((view) -> bootId() + ":" + view.startTicks())
			.orElseGet(() -> process.info().startInstant().map(Instant::toString).orElse("unknown"));
	}

	private static String bootId() {
		try {
			return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
		}
		catch (IOException ex) {
			return "boot";
		}
	}

}
