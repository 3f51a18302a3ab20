package io.ackline.cluster.cli;

import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.Phase;
import io.ackline.cluster.supervisor.SupervisorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops what up --detach left running.")
final class Down implements Runnable {

	private final Layout layout;

	private final Console console;

	@Option(names = "--wipe", description = "Forget the data and the logs, too.")
	private boolean wipe;

	Down(Layout layout, Console console) {
		this.layout = layout;
		this.console = console;
	}

	@Override
	public void run() {
		Optional<SupervisorClient> supervisor = SupervisorClient.find(this.layout);
		supervisor.ifPresent(this::stop);
		Set<String> left = Files.exists(this.layout.ledger()) ? new Ledger(this.layout.ledger()).sweep() : Set.of();
		left.stream().sorted().forEach((name) -> this.console.line("  ended " + name + ", which had been left"));
		if (supervisor.isEmpty() && left.isEmpty()) {
			this.console.line("Nothing is running.");
		}
		if (this.wipe) {
			new Folder(this.layout.directory()).delete();
			this.console.line("Data and logs are gone.");
		}
	}

	private void stop(SupervisorClient supervisor) {
		JournalDisplay display = new JournalDisplay(this.console, supervisor);
		display.skip();
		supervisor.requestStop();
		JournalDisplay.Outcome outcome = display.follow(Phase.STOPPED);
		awaitExit(supervisor);
		this.console.line(String.format(Locale.ROOT, "Stopped in %.1f s.", outcome.seconds()));
	}

	static void awaitExit(SupervisorClient supervisor) {
		try {
			for (int i = 0; i < 500 && supervisor.isAlive(); i++) {
				TimeUnit.MILLISECONDS.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (supervisor.isAlive()) {
			throw new ClusterFailure("The supervisor has stopped everything but itself; ./ackline down tries again");
		}
	}

}
