package io.ackline.workbench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.ackline.cluster.process.ClusterFailure;

/**
 * A program of the operating system, run to its end.
 */
final class Tool {

	private Tool() {
	}

	/**
	 * Runs a program.
	 * @return what it has printed
	 * @throws ClusterFailure if it does not start, or fails
	 */
	static String run(String... line) {
		String shown = String.join(" ", line);
		try {
			Process process = new ProcessBuilder(List.of(line)).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			if (process.waitFor() != 0) {
				throw new ClusterFailure("'%s' failed: %s".formatted(shown, output));
			}
			return output;
		}
		catch (IOException ex) {
			throw new ClusterFailure("'%s' does not start: %s".formatted(shown, ex.getMessage()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while '%s' ran".formatted(shown), ex);
		}
	}

	/**
	 * Returns whether a program is there and succeeds.
	 */
	static boolean succeeds(String... line) {
		try {
			run(line);
			return true;
		}
		catch (ClusterFailure ex) {
			return false;
		}
	}

}
