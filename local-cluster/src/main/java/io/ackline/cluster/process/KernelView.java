package io.ackline.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says of a process beyond what Java tells.
 *
 * @param state the state's letter, such as {@code T} for stopped or {@code Z} for a
 * process that has ended and whose parent has not asked how
 * @param startTicks when it began, in clock ticks since the machine was booted
 */
record KernelView(char state, String startTicks) {

	/**
	 * Returns the view of a process, nothing if it is gone or this is not Linux.
	 */
	static Optional<KernelView> of(ProcessHandle process) {
		try {
			String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
			// The second field is the program's name, in parentheses, and may hold
			// spaces.
			String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
			return Optional.of(new KernelView(fields[0].charAt(0), fields[19]));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns whether a process still does, or could do, anything. Where nobody collects
	 * orphans, as in many containers, one that has ended is there for ever.
	 */
	static boolean runs(ProcessHandle process) {
		return process.isAlive() && of(process).filter((view) -> view.state() == 'Z').isEmpty();
	}

}
