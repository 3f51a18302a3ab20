package io.ackline.cluster.cli;

import java.util.Objects;

import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.Size;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "up", mixinStandardHelpOptions = true,
		description = "Starts everything; without --detach it runs until Ctrl-C, which stops everything.")
final class Up implements Runnable {

	private final Layout layout;

	private final Console console;

	@Option(names = "--detach", description = "Return when ready; ./ackline down stops it.")
	private boolean detach;

	@Option(names = "--brokers", paramLabel = "N", defaultValue = "3",
			description = "Kafka brokers, 1 to 9 (default: ${DEFAULT-VALUE}).")
	private int brokers;

	@Option(names = "--zookeepers", paramLabel = "N", defaultValue = "1",
			description = "ZooKeeper servers, 1 to 9 (default: ${DEFAULT-VALUE}).")
	private int zookeepers;

	@Option(names = "--producers", paramLabel = "N", defaultValue = "1",
			description = "Instances of the producer, 0 to 9 (default: ${DEFAULT-VALUE}).")
	private int producers;

	@Option(names = "--consumers", paramLabel = "N", defaultValue = "1",
			description = "Instances of the consumer, 0 to 9 (default: ${DEFAULT-VALUE}).")
	private int consumers;

	@Option(names = "--no-inspector", description = "Leave out the page on port 8989.")
	private boolean noInspector;

	@Spec
	private @Nullable CommandSpec spec;

	Up(Layout layout, Console console) {
		this.layout = layout;
		this.console = console;
	}

	@Override
	public void run() {
		require("--brokers", this.brokers, 1);
		require("--zookeepers", this.zookeepers, 1);
		require("--producers", this.producers, 0);
		require("--consumers", this.consumers, 0);
		Size size = new Size(this.brokers, this.zookeepers, this.producers, this.consumers, !this.noInspector);
		Launch launch = Launch.start(this.layout, this.console, size, !this.detach);
		if (this.detach) {
			this.console.line("It goes on in the background; " + this.console.bold("./ackline down") + " stops it.");
		}
		else {
			this.console.line("Ctrl-C stops everything.");
			launch.awaitEnd();
		}
	}

	private void require(String option, int number, int least) {
		if (number < least || number > 9) {
			throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(),
					option + " can be " + least + " to 9, not " + number);
		}
	}

}
