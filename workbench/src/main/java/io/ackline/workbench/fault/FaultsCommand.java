package io.ackline.workbench.fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.ackline.cluster.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Breaks a system of its own while known events flow through it, and prints which
 * promises held. Its exit code is 1 if a promise was broken, and 2 if that could not be
 * found out.
 */
@Command(name = "faults", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Breaks a system of its own while known events flow through it, and says which promises held.",
				"It runs beside one that is up, on ports and data of its own, with the settings of the environment." })
public final class FaultsCommand implements Callable<Integer> {

	private static final int FAILED = 2;

	private static final double FASTEST = 5_000;

	private static final String DEFAULT = "(default: ${DEFAULT-VALUE})";

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--only", paramLabel = "FAULT", split = ",",
			description = "Only these faults, by number or name, with commas between them.")
	private List<String> only = List.of();

	@Option(names = "--list", description = "List the faults, and do nothing else.")
	private boolean list;

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "1",
			description = { "How often each fault comes.", DEFAULT })
	private int rounds;

	@Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = {
			"What events, moments and victims of the first round are drawn from; the next has the next.", DEFAULT })
	private long seed;

	@Option(names = "--rate", paramLabel = "N", defaultValue = "200", description = { "Events a second.", DEFAULT })
	private double rate;

	@Option(names = "--zookeepers", paramLabel = "N", defaultValue = "1",
			description = { "ZooKeeper servers, 1 to 9.", DEFAULT })
	private int zookeepers;

	/**
	 * Runs the command and exits with its code.
	 */
	public static void main(String[] arguments) {
		System.exit(commandLine().execute(arguments));
	}

	static CommandLine commandLine() {
		return new CommandLine(new FaultsCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
			command.getErr().println("ackline: " + failure.getMessage());
			return FAILED;
		});
	}

	@Override
	public Integer call() throws InterruptedException, IOException {
		PrintWriter out = commandLineOf().getOut();
		if (this.list) {
			Faults.all()
				.forEach((fault) -> out.printf("%3d  %s%s%n", Faults.number(fault), fault.name(),
						(fault.need() != Fault.Need.NOTHING) ? ", needs " + fault.need().words() : ""));
			return 0;
		}
		List<Fault> faults = faults();
		Path root = Path.of(System.getProperty("ackline.root", ".")).toAbsolutePath().normalize();
		Path folder = Files.createDirectories(root.resolve(".ackline").resolve("faults"));
		Matrix matrix = new Matrix();
		out.printf("Starting %d ZooKeeper server(s), 3 brokers, PostgreSQL, 2 producers, 3 consumers ...%n",
				this.zookeepers);
		out.flush();
		try (Rig rig = Rig.start(root, folder.resolve("rig"), this.zookeepers, Progress.NONE)) {
			Runtime.getRuntime().addShutdownHook(new Thread(rig::close, "ackline-shutdown"));
			for (Fault fault : faults) {
				play(rig, fault, matrix, folder, out);
			}
		}
		Path report = folder.resolve("report.md");
		Files.writeString(report, matrix.table());
		out.print(matrix.table());
		out.println(matrix.held() ? "Every promise held." : "Promises were broken.");
		out.println("The table is in " + report + ".");
		out.flush();
		return matrix.held() ? 0 : 1;
	}

	private void play(Rig rig, Fault fault, Matrix matrix, Path folder, PrintWriter out)
			throws InterruptedException, IOException {
		if (!fault.need().isMet(rig)) {
			matrix.skip(fault);
			out.printf("%2d %s: skipped, needs %s%n", Faults.number(fault), fault.name(), fault.need().words());
			out.flush();
			return;
		}
		for (int round = 0; round < this.rounds; round++) {
			long start = System.nanoTime();
			Round.Result result = new Round(rig, fault, this.seed + round, this.rate).play();
			matrix.add(result);
			Files.writeString(folder.resolve("%s-%d.txt".formatted(fault.name(), result.seed())),
					result.verdict().toString());
			out.printf(Locale.ROOT, "%2d %s, seed %d: %s in %.0f s, %d of %d acknowledged, stall %s, recovery %s%n",
					Faults.number(fault), fault.name(), result.seed(),
					result.held() ? "held" : result.verdict().findings().size() + " findings",
					(System.nanoTime() - start) / 1e9, result.verdict().figures().acknowledged(),
					result.verdict().figures().events(), Matrix.seconds(result.verdict().figures().longestStall()),
					result.recovery().map(Matrix::seconds).orElse("none"));
			if (!result.verdict().findings().isEmpty()) {
				out.print(result.verdict());
			}
			out.flush();
		}
	}

	private List<Fault> faults() {
		require("--rounds", this.rounds, 1, 10_000);
		require("--zookeepers", this.zookeepers, 1, 9);
		if (!(this.rate > 0) || this.rate > FASTEST) {
			throw new ParameterException(commandLineOf(),
					"--rate can be up to %.0f, not %s".formatted(FASTEST, this.rate));
		}
		try {
			return this.only.isEmpty() ? Faults.all() : this.only.stream().map(Faults::find).toList();
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(commandLineOf(), String.valueOf(ex.getMessage()), ex);
		}
	}

	private void require(String option, int number, int least, int most) {
		if (number < least || number > most) {
			throw new ParameterException(commandLineOf(),
					"%s can be %d to %d, not %d".formatted(option, least, most, number));
		}
	}

	private CommandLine commandLineOf() {
		return Objects.requireNonNull(this.spec).commandLine();
	}

}
