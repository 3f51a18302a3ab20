package io.ackline.workbench.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.ackline.workbench.bench.Comparison.TurnListener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures Ackline side by side with others on a cluster of its own, and prints the
 * ratios. Its exit code is 1 if a ratio was not reached.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Measures Ackline side by side with others, on a cluster of its own, and prints the ratios.",
				"The machine should have nothing else to do meanwhile." })
public final class BenchCommand implements Callable<Integer> {

	private static final int FAILED = 2;

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--only", paramLabel = "BENCHMARK", split = ",",
			description = "Only these benchmarks, with commas between them.")
	private List<String> only = List.of();

	@Option(names = "--list", description = "List the benchmarks, and do nothing else.")
	private boolean list;

	@Option(names = "--quick", description = "Shorter turns, fewer rounds: for a first look.")
	private boolean quick;

	@Option(names = "--rounds", paramLabel = "N",
			description = "How often each contender has its turn (default: 5, with --quick 3).")
	private @Nullable Integer rounds;

	@Option(names = "--experiments",
			description = "Instead of comparing with others, what partitions, acks, replicas and consumers do.")
	private boolean experiments;

	@Option(names = "--into", paramLabel = "FOLDER",
			description = "Where tables and plots are written (default: .ackline/bench).")
	private @Nullable Path into;

	@Option(names = "--against", paramLabel = "NAME=URL",
			description = { "An endpoint of Kafka REST v2 on the same brokers, to compare single POSTs with.",
					"The brokers' addresses are printed, and it is waited for." })
	private Map<String, URI> against = new LinkedHashMap<>();

	@Option(names = "--launch", paramLabel = "NAME=COMMAND",
			description = { "The same, started by COMMAND, which finds the brokers in $BOOTSTRAP_SERVERS",
					"and where to listen in $PORT: so that its start is compared, too." })
	private Map<String, String> launch = new LinkedHashMap<>();

	/**
	 * Runs the command and exits with its code.
	 */
	public static void main(String[] arguments) {
		System.exit(commandLine().execute(arguments));
	}

	static CommandLine commandLine() {
		return new CommandLine(new BenchCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
			command.getErr()
				.println("ackline: " + ((failure.getMessage() != null) ? failure.getMessage() : failure.toString()));
			return FAILED;
		});
	}

	@Override
	public Integer call() throws InterruptedException, IOException {
		PrintWriter out = commandLineOf().getOut();
		if (this.list) {
			Benchmarks.all().forEach((benchmark) -> out.printf("%-14s %s%n", benchmark.title(), benchmark.what()));
			return 0;
		}
		List<Benchmark> benchmarks = benchmarks();
		Effort effort = effort();
		Path root = Path.of(System.getProperty("ackline.root", ".")).toAbsolutePath().normalize();
		Path folder = Files.createDirectories(root.resolve(".ackline").resolve("bench"));
		ReportFiles files = new ReportFiles((this.into != null) ? this.into : folder,
				this.experiments ? "experiments" : "report");
		Report report = measure(benchmarks, effort, root, folder.resolve("system"), out);
		files.write(report);
		out.println();
		out.print(report.markdown());
		out.printf("The tables are in %s; plots, and every round as JSON, are beside it.%n", files.tables());
		out.flush();
		return report.isWhole() ? (report.allReached() ? 0 : 1) : FAILED;
	}

	private Report measure(List<Benchmark> benchmarks, Effort effort, Path root, Path folder, PrintWriter out)
			throws InterruptedException {
		out.println("Starting ZooKeeper, 3 brokers and PostgreSQL ...");
		out.flush();
		try (BenchSystem system = BenchSystem.start(root, folder, peers())) {
			Runtime.getRuntime().addShutdownHook(new Thread(system::close, "ackline-shutdown"));
			out.printf("Brokers: %s%n", system.cluster().bootstrapServers());
			out.flush();
			system.awaitPeers();
			Report report = new Report(Machine.current(), Conditions.of(system));
			for (Benchmark benchmark : benchmarks) {
				measure(benchmark, system, effort, report, out);
			}
			return report;
		}
	}

	/**
	 * Measures one of many, whose failure shall not cost the others.
	 */
	private static void measure(Benchmark benchmark, BenchSystem system, Effort effort, Report report, PrintWriter out)
			throws InterruptedException {
		out.printf("%s: %s%n", benchmark.title(), benchmark.what());
		out.flush();
		try {
			report.add(Comparison.of(benchmark, system, effort, printTo(out)));
		}
		catch (RuntimeException ex) {
			report.addFailure(benchmark, ex);
			out.printf("  failed: %s%n", ex);
			out.flush();
		}
	}

	private static TurnListener printTo(PrintWriter out) {
		return (benchmark, contender, round, sample) -> {
			String values = sample.values()
				.entrySet()
				.stream()
				.sorted(Map.Entry.comparingByKey())
				.map((value) -> value.getKey().format(value.getValue()) + " " + value.getKey().unit())
				.collect(Collectors.joining(", "));
			out.printf(Locale.ROOT, "  round %d, %s: %s%n", round, contender, values);
			out.flush();
		};
	}

	private List<Peer> peers() {
		List<Peer> peers = new ArrayList<>();
		this.against.forEach((name, endpoint) -> peers.add(new Peer(name, endpoint, null)));
		this.launch.forEach((name, command) -> peers.add(Peer.launched(name, command)));
		return peers;
	}

	private List<Benchmark> benchmarks() {
		if (this.only.isEmpty()) {
			return this.experiments ? Experiments.all() : Benchmarks.comparisons();
		}
		List<Benchmark> found = new ArrayList<>();
		for (String title : this.only) {
			found.add(Benchmarks.find(title)
				.orElseThrow(() -> new ParameterException(commandLineOf(),
						"There is no benchmark '%s'; there are: %s".formatted(title,
								Benchmarks.all().stream().map(Benchmark::title).collect(Collectors.joining(", "))))));
		}
		return found;
	}

	private Effort effort() {
		Effort effort = this.quick ? Effort.QUICK : this.experiments ? Effort.EXPERIMENTS : Effort.WHOLE;
		if (this.rounds == null) {
			return effort;
		}
		if (this.rounds < 1 || this.rounds > 1000) {
			throw new ParameterException(commandLineOf(), "--rounds can be 1 to 1000, not " + this.rounds);
		}
		return effort.withRounds(this.rounds);
	}

	private CommandLine commandLineOf() {
		return Objects.requireNonNull(this.spec).commandLine();
	}

}
