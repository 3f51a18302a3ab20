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
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

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

	@Option(names = "--against", paramLabel = "NAME=URL",
			description = { "An endpoint of Kafka REST v2 on the same brokers, to compare single POSTs with.",
					"The brokers' addresses are printed, and it is waited for." })
	private Map<String, URI> against = new LinkedHashMap<>();

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
			Benchmarks.all().forEach((benchmark) -> out.printf("%-12s %s%n", benchmark.title(), benchmark.what()));
			return 0;
		}
		List<Benchmark> benchmarks = benchmarks();
		Effort effort = effort();
		Path root = Path.of(System.getProperty("ackline.root", ".")).toAbsolutePath().normalize();
		Path folder = Files.createDirectories(root.resolve(".ackline").resolve("bench"));
		Report report = new Report(Machine.current());
		out.println("Starting ZooKeeper, 3 brokers and PostgreSQL ...");
		out.flush();
		try (BenchSystem system = BenchSystem.start(root, folder.resolve("system"), this.against)) {
			Runtime.getRuntime().addShutdownHook(new Thread(system::close, "ackline-shutdown"));
			out.printf("Brokers: %s%n", system.cluster().bootstrapServers());
			out.flush();
			for (Map.Entry<String, URI> peer : this.against.entrySet()) {
				system.awaitPeer(peer.getKey(), peer.getValue());
			}
			for (Benchmark benchmark : benchmarks) {
				out.printf("%s: %s%n", benchmark.title(), benchmark.what());
				out.flush();
				report.add(Comparison.of(benchmark, system, effort, printTo(out)));
			}
		}
		write(report, folder, out);
		return report.allReached() ? 0 : 1;
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

	private static void write(Report report, Path folder, PrintWriter out) throws IOException {
		Files.writeString(folder.resolve("report.md"), report.markdown());
		Files.writeString(folder.resolve("report.json"),
				JsonMapper.builder()
					.enable(SerializationFeature.INDENT_OUTPUT)
					.build()
					.writeValueAsString(report.values()));
		out.println();
		out.print(report.markdown());
		out.printf("The tables are in %s, every round is in report.json beside it.%n", folder.resolve("report.md"));
		out.flush();
	}

	private List<Benchmark> benchmarks() {
		if (this.only.isEmpty()) {
			return Benchmarks.all();
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
		Effort effort = this.quick ? Effort.QUICK : Effort.WHOLE;
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
