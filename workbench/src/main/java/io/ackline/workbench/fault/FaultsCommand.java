package io.ackline.workbench.fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

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
				"It runs beside one that is up, on ports and data of its own, with the settings of the environment: "
						+ "ACKLINE_TOPICS_PAYMENTS_ACKS=1 shows what that loses.",
				"What this machine cannot do is skipped by name; --list says what network, disks and clocks need.",
				"Reports and, when a promise was broken, the evidence are in .ackline/faults." },
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:every promise held", "1:a promise was broken",
				"2:wrong usage, or something could not be judged", "130:ended by Ctrl-C" },
		footerHeading = "%nExamples:%n",
		footer = { "  ./ackline faults --only leader-killed --rounds 10",
				"  ./ackline faults --only 'leader-*,*-paused'", "  ./ackline faults --zookeepers 3 --seed 7",
				"  ./ackline faults --soak 1h", "  ./ackline faults --summary .ackline/faults/reports/*.json" })
public final class FaultsCommand implements Callable<Integer> {

	private static final int BROKEN = 1;

	private static final int UNKNOWN = 2;

	private static final double FASTEST = 5_000;

	private static final double RATE = 200;

	private static final double SOAK_RATE = 1_500;

	private static final String DEFAULT = "(default: ${DEFAULT-VALUE})";

	private volatile boolean interrupted;

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--only", paramLabel = "FAULT", split = ",",
			description = "Only these faults, by number or name, with commas between them; * stands for any letters.")
	private List<String> only = List.of();

	@Option(names = "--list", description = "List the faults, and do nothing else.")
	private boolean list;

	@Option(names = "--summary", paramLabel = "REPORT", arity = "1..*",
			description = "Print what the reports of several runs (JSON) say together, and do nothing else.")
	private List<Path> reports = List.of();

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "1",
			description = { "How often each fault comes.", DEFAULT })
	private int rounds;

	@Option(names = "--soak", paramLabel = "TIME", converter = Durations.class,
			description = "Instead of rounds, events flow for that long, such as 15m or 1h, and faults come at random.")
	private @Nullable Duration soak;

	@Option(names = "--every", paramLabel = "TIME", defaultValue = "30s", converter = Durations.class,
			description = { "How often a fault comes in a soak.", DEFAULT })
	private Duration every = Duration.ZERO;

	@Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = {
			"What events, moments and victims of the first round are drawn from; the next has the next.", DEFAULT })
	private long seed;

	@Option(names = "--rate", paramLabel = "N", description = "Events a second. (default: 200, and 1500 in a soak)")
	private @Nullable Double rate;

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
		FaultsCommand faults = new FaultsCommand();
		return new CommandLine(faults).setExecutionExceptionHandler((failure, command, parsed) -> {
			if (!faults.interrupted) {
				command.getErr().println("ackline: " + failure.getMessage());
			}
			return UNKNOWN;
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
		if (!this.reports.isEmpty()) {
			Summary summary = Summary.of(this.reports);
			out.print(summary.text());
			out.flush();
			return summary.held() ? 0 : BROKEN;
		}
		List<Fault> faults = faults();
		Path root = Path.of(System.getProperty("ackline.root", ".")).toAbsolutePath().normalize();
		double events = (this.rate != null) ? this.rate : (this.soak != null) ? SOAK_RATE : RATE;
		try (Workplace place = Workplace.in(root.resolve(".ackline").resolve("faults"))) {
			boolean terminal = Boolean.getBoolean("ackline.terminal");
			out.printf("Starting %d ZooKeeper server(s), 3 brokers, PostgreSQL, 2 producers, 3 consumers ...%n",
					this.zookeepers);
			out.flush();
			Session session = new Session(place, Circumstances.now(this.seed, events, this.zookeepers), out, terminal);
			try (Rig rig = start(root, place, out, terminal)) {
				cleanUpOnCtrlC(rig, out);
				return (this.soak != null) ? session.soak(rig, faults, this.every, this.soak)
						: session.rounds(rig, faults, this.rounds);
			}
		}
	}

	private Rig start(Path root, Workplace place, PrintWriter out, boolean terminal) throws InterruptedException {
		Starting starting = new Starting();
		Map<String, String> settings = (this.soak != null) ? Rig.LONG_LIVED : Map.of();
		return PassingLine.during(out, terminal, starting::toString,
				() -> Rig.start(root, place.rig(), this.zookeepers, settings, starting));
	}

	/**
	 * Ends the system before this process ends, whatever it ends by. Nothing is stopped
	 * in order then: of all processes in the terminal's foreground, each has got Ctrl-C.
	 */
	private void cleanUpOnCtrlC(Rig rig, PrintWriter out) {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			this.interrupted = true;
			if (rig.abandon()) {
				// Behind the line that says how far the round is.
				out.println();
				out.flush();
			}
		}, "ackline-shutdown"));
	}

	private List<Fault> faults() {
		require("--rounds", this.rounds, 1, 10_000);
		require("--zookeepers", this.zookeepers, 1, 9);
		if (this.rate != null && !(this.rate > 0 && this.rate <= FASTEST)) {
			throw new ParameterException(commandLineOf(),
					"--rate can be up to %.0f, not %s".formatted(FASTEST, this.rate));
		}
		try {
			return this.only.isEmpty() ? Faults.all()
					: this.only.stream().flatMap((pattern) -> Faults.find(pattern).stream()).distinct().toList();
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
