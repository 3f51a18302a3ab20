package io.ackline.cluster.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The signals that Java has no call for, and those it has.
 */
public enum Signal {

	TERM, INT, KILL, STOP, CONT;

	/**
	 * Sends this signal to each of the processes that is still there. The shell's own
	 * {@code kill} does it: a minimal system may have no other.
	 */
	void send(Collection<ProcessHandle> processes) {
		if (processes.isEmpty()) {
			return;
		}
		List<String> command = new ArrayList<>(
				List.of("/bin/sh", "-c", "for pid; do kill -" + name() + " \"$pid\"; done", "sh"));
		processes.forEach((process) -> command.add(Long.toString(process.pid())));
		try {
			new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new ClusterFailure("No signal could be sent: /bin/sh does not start", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
