package io.ackline.cluster.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.Phase;
import io.ackline.cluster.supervisor.Size;
import io.ackline.cluster.supervisor.SupervisorClient;
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
		Size size = new Size(this.brokers, this.zookeepers, this.producers, this.consumers);
		if (this.detach) {
			start(this.layout, this.console, size, false);
			this.console.line("It goes on in the background; " + this.console.bold("./ackline down") + " stops it.");
		}
		else {
			SupervisorClient supervisor = start(this.layout, this.console, size, true);
			this.console.line("Ctrl-C stops everything.");
			awaitEnd(supervisor);
		}
	}

	/**
	 * Starts everything and returns when it is ready.
	 */
	static SupervisorClient start(Layout layout, Console console, Size size, boolean tied) {
		Optional<SupervisorClient> running = SupervisorClient.find(layout);
		if (running.isPresent()) {
			throw new ClusterFailure("It is up already; ./ackline status shows it, ./ackline down stops it");
		}
		console.line("Starting " + console.bold(size.describe()));
		SupervisorClient supervisor = SupervisorClient.start(layout, size, tied);
		stopOnInterrupt(layout, console, supervisor);
		JournalDisplay.Outcome outcome = new JournalDisplay(console, supervisor).follow(Phase.READY);
		outcome.requireNotFailed();
		if (outcome.phase() != Phase.READY) {
			throw new ClusterFailure("It was stopped before it was ready");
		}
		console.line(console.green(String.format(Locale.ROOT, "Ready in %.1f s.", outcome.seconds())));
		Greeting.print(console, size);
		return supervisor;
	}

	private void awaitEnd(SupervisorClient supervisor) {
		JournalDisplay display = new JournalDisplay(this.console, supervisor);
		display.skip();
		JournalDisplay.Outcome outcome = display.follow(Phase.STOPPED);
		Down.awaitExit(supervisor);
		this.console.line(String.format(Locale.ROOT, "Stopped. Data and logs are in %s.", this.layout.directory()));
		outcome.requireNotFailed();
	}

	/**
	 * The first Ctrl-C stops everything, in order; the second one kills it.
	 */
	private static void stopOnInterrupt(Layout layout, Console console, SupervisorClient supervisor) {
		AtomicInteger interrupts = new AtomicInteger();
		Interrupts.handle(() -> {
			if (interrupts.incrementAndGet() == 1) {
				console.line("\nStopping; Ctrl-C again kills.");
				supervisor.requestStop();
			}
			else {
				supervisor.kill();
				Down.awaitExit(supervisor);
				new Ledger(layout.ledger()).sweep();
				console.line("Killed.");
				Runtime.getRuntime().halt(1);
			}
		});
	}

	private void require(String option, int number, int least) {
		if (number < least || number > 9) {
			throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(),
					option + " can be " + least + " to 9, not " + number);
		}
	}

}
