package io.ackline.cluster.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A shell that does what a test needs of a child.
 */
final class Sleeper {

	private Sleeper() {
	}

	static ChildSpec spec(Path folder, String script, Duration patience) {
		return new ChildSpec("sleeper", new Command(List.of(), List.of("/bin/sh", "-c", script)),
				Map.of("COLOUR", "red"), folder, folder.resolve("sleeper.log"), Signal.TERM, patience);
	}

}
