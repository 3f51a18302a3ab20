package io.ackline.workbench;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.ackline.workbench.load.Payments;
import io.ackline.workbench.verdict.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Loads a running system with payments and prints the verdict, while somebody breaks it
 * by hand. Its exit code is 1 if a promise was broken, and 2 if that could not be found
 * out.
 */
@Command(name = "workbench", mixinStandardHelpOptions = true,
		description = "Loads a running system with payments and says which promises held.")
@SuppressWarnings("NullAway.Init")
public final class Workbench implements Callable<Integer> {

	private static final int FAILED = 2;

	private static final String DEFAULT = "(default: ${DEFAULT-VALUE})";

	@Spec
	private CommandSpec spec;

	@Option(names = "--producer", split = ",", defaultValue = "http://127.0.0.1:8080",
			description = { "Base address of a producer; several with commas between them.", DEFAULT })
	private List<URI> producers;

	@Option(names = "--consumer", defaultValue = "http://127.0.0.1:8081",
			description = { "Base address of a consumer.", DEFAULT })
	private URI consumer;

	@Option(names = "--bootstrap", defaultValue = "localhost:9092,localhost:9093,localhost:9094",
			description = { "The brokers.", DEFAULT })
	private String bootstrapServers;

	@Option(names = "--events", defaultValue = "20000", description = { "How many events.", DEFAULT })
	private long events;

	@Option(names = "--accounts", defaultValue = "100", description = { "Over how many accounts.", DEFAULT })
	private int accounts;

	@Option(names = "--clients", defaultValue = "32", description = { "How many clients at once.", DEFAULT })
	private int clients;

	@Option(names = "--seed", defaultValue = "1", description = { "What the events are drawn from.", DEFAULT })
	private long seed;

	@Option(names = "--rest", defaultValue = "PT2M",
			description = { "How long to wait at most for the system to come to rest.", DEFAULT })
	private Duration rest;

	/**
	 * Runs the command and exits with its code.
	 */
	public static void main(String[] args) {
		System.exit(commandLine().execute(args));
	}

	static CommandLine commandLine() {
		return new CommandLine(new Workbench()).setExecutionExceptionHandler((failure, command, parsed) -> {
			command.getErr().println(failure.getMessage());
			return FAILED;
		});
	}

	@Override
	public Integer call() throws InterruptedException {
		PrintWriter out = this.spec.commandLine().getOut();
		Payments payments = new Payments("run-" + Long.toString(System.currentTimeMillis(), 36), this.seed,
				this.accounts);
		SystemAddress system = new SystemAddress(this.producers, this.consumer, this.bootstrapServers);
		List<URI> unready = system.unready();
		if (!unready.isEmpty()) {
			throw new IllegalStateException(
					"Not ready: " + unready + ". Start the system first, with ./ackline up, or name where it is.");
		}
		PaymentRun run = new PaymentRun(system, payments);
		out.printf("Posting %d events as %s ...%n", this.events, payments.source());
		out.flush();
		long start = System.nanoTime();
		run.post(payments.events(this.events), this.clients);
		out.printf(Locale.ROOT, "Answered for good in %.1f s. Waiting for the system to come to rest ...%n",
				(System.nanoTime() - start) / 1e9);
		out.flush();
		Verdict verdict = Verdict.of(run.evidence(this.rest));
		out.print(verdict);
		out.flush();
		return verdict.findings().isEmpty() ? 0 : 1;
	}

}
