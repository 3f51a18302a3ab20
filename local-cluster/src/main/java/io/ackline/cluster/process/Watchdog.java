package io.ackline.cluster.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * A small process that reads from this JVM and, when there is no more to read, kills what
 * it was told to watch: end of input is what a JVM leaves behind even when it is killed
 * itself.
 */
final class Watchdog {

	// Signals to the terminal's foreground group are not for it: it has to outlive us.
	private static final String SCRIPT = """
			trap '' HUP INT TERM
			fell() {
			  for child in $(pgrep -P "$1" 2>/dev/null); do fell "$child"; done
			  kill -KILL "$1" 2>/dev/null
			}
			watched=' '
			while read -r change pid; do
			  case $change in
			    watch) watched="$watched$pid " ;;
			    forget) case $watched in *" $pid "*) watched="${watched%% "$pid" *} ${watched#* "$pid" }" ;; esac ;;
			  esac
			done
			for pid in $watched; do fell "$pid"; done
			""";

	private final OutputStream input;

	private final Set<Long> watched = new HashSet<>();

	private Watchdog(OutputStream input) {
		this.input = input;
	}

	static Watchdog start() {
		try {
			Process process = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "ackline-watchdog")
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			return new Watchdog(process.getOutputStream());
		}
		catch (IOException ex) {
			throw new ClusterFailure("Nothing can be started safely: /bin/sh does not start", ex);
		}
	}

	synchronized void watch(ProcessHandle process) {
		if (this.watched.add(process.pid())) {
			tell("watch " + process.pid());
		}
	}

	synchronized void forget(ProcessHandle process) {
		if (this.watched.remove(process.pid())) {
			tell("forget " + process.pid());
		}
	}

	private void tell(String line) {
		try {
			this.input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
			this.input.flush();
		}
		catch (IOException ex) {
			// It was killed. The parent-death signal and the next start's sweep remain.
		}
	}

}
