package io.ackline.cluster.cli;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.Phase;
import io.ackline.cluster.supervisor.Size;
import io.ackline.cluster.supervisor.SupervisorClient;

/**
 * A supervisor that this command has started, as its user sees it. The first Ctrl-C stops
 * everything, in order; the second one kills it.
 */
final class Launch {

	private final AtomicInteger interrupts = new AtomicInteger();

	private final Layout layout;

	private final Console console;

	private final SupervisorClient supervisor;

	private Launch(Layout layout, Console console, SupervisorClient supervisor) {
		this.layout = layout;
		this.console = console;
		this.supervisor = supervisor;
	}

	/**
	 * Starts everything and returns when it is ready.
	 * @param tied whether it is to end when this process does
	 * @throws ClusterFailure if it does not get ready; nothing is left running then
	 */
	static Launch start(Layout layout, Console console, Size size, boolean tied) {
		if (SupervisorClient.find(layout).isPresent()) {
			throw new ClusterFailure("It is up already; ./ackline status shows it, ./ackline down stops it");
		}
		console.line("Starting " + console.bold(size.describe()));
		Launch launch = new Launch(layout, console, SupervisorClient.start(layout, size, tied));
		Interrupts.handle(launch::interrupt);
		launch.awaitReady(size);
		return launch;
	}

	private void awaitReady(Size size) {
		JournalDisplay.Outcome outcome = new JournalDisplay(this.console, this.supervisor).follow(Phase.READY);
		if (outcome.phase() != Phase.READY) {
			awaitExit();
			outcome.requireNotFailed();
			throw new ClusterFailure((isKilled() ? "Killed" : "Stopped") + " before it was ready");
		}
		this.console.line(this.console.green(String.format(Locale.ROOT, "Ready in %.1f s.", outcome.seconds())));
		Greeting.print(this.console, size);
	}

	/**
	 * Returns when everything has stopped, because of Ctrl-C or anybody's {@code down}.
	 */
	void awaitEnd() {
		JournalDisplay display = new JournalDisplay(this.console, this.supervisor);
		display.skip();
		JournalDisplay.Outcome outcome = display.follow(Phase.STOPPED);
		awaitExit();
		outcome.requireNotFailed();
		if (isKilled()) {
			throw new ClusterFailure("Killed");
		}
		this.console.line("Stopped. Data and logs are in " + this.layout.directory());
	}

	private void awaitExit() {
		Down.awaitExit(this.supervisor);
		new Ledger(this.layout.ledger()).sweep();
	}

	private boolean isKilled() {
		return this.interrupts.get() > 1;
	}

	private void interrupt() {
		if (this.interrupts.incrementAndGet() == 1) {
			this.console.line("\nStopping; Ctrl-C again kills.");
			this.supervisor.requestStop();
		}
		else {
			this.supervisor.kill();
		}
	}

}
