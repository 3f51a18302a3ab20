package io.ackline.cluster.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a child is started, and how it is asked to stop. Started again from the same spec,
 * it finds its ports and its folder as it left them.
 *
 * @param name its name in the cluster, such as {@code broker-1}
 * @param command what runs
 * @param environment variables on top of this JVM's own
 * @param directory its working directory, which exists
 * @param log the file that its output is appended to
 * @param stopSignal what asks it to stop in its own time
 * @param patience how long that may take before it is killed
 */
public record ChildSpec(String name, Command command, Map<String, String> environment, Path directory, Path log,
		Signal stopSignal, Duration patience) {

	public ChildSpec {
		environment = Map.copyOf(environment);
	}

	/**
	 * Returns the spec with one more wrapper around its command, outside of those that it
	 * has.
	 */
	public ChildSpec inside(List<String> wrapper) {
		List<String> wrappers = new ArrayList<>(wrapper);
		wrappers.addAll(this.command.wrapper());
		return new ChildSpec(this.name, new Command(wrappers, this.command.program()), this.environment, this.directory,
				this.log, this.stopSignal, this.patience);
	}

	/**
	 * Returns the spec with more variables in its environment.
	 */
	public ChildSpec with(Map<String, String> variables) {
		Map<String, String> all = new HashMap<>(this.environment);
		all.putAll(variables);
		return new ChildSpec(this.name, this.command, all, this.directory, this.log, this.stopSignal, this.patience);
	}

}
