package io.ackline.workbench.scale;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.workbench.load.Payments;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Lets one instance of the consumer after another join on a system of its own, and prints
 * how many payments a second they take to the ledger from topics of few and of many
 * partitions.
 */
@Command(name = "scale", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Measures how many events a second consumers handle, by instances and partitions.",
				"It runs beside one that is up, on ports and data of its own, with the settings of the environment." })
public final class ScaleCommand implements Callable<Integer> {

	private static final int FAILED = 2;

	private static final int ACCOUNTS = 1000;

	private static final int BROKERS = 3;

	/**
	 * The topics that all instances consume; whose they are does not matter here, since
	 * the ledger takes payments of any.
	 */
	private static final List<String> TOPICS = List.of("payments", "webhooks", "clicks");

	private static final String DEFAULT = "(default: ${DEFAULT-VALUE})";

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--events", paramLabel = "N", defaultValue = "300000",
			description = { "Events for each measurement.", DEFAULT })
	private long events;

	@Option(names = "--instances", paramLabel = "N", defaultValue = "3",
			description = { "Instances, from one to so many.", DEFAULT })
	private int instances;

	@Option(names = "--partitions", paramLabel = "N", split = ",", defaultValue = "1,3,12",
			description = { "Partitions, up to three numbers with commas between them.", DEFAULT })
	private List<Integer> partitions = List.of();

	/**
	 * Runs the command and exits with its code.
	 */
	public static void main(String[] arguments) {
		System.exit(commandLine().execute(arguments));
	}

	static CommandLine commandLine() {
		return new CommandLine(new ScaleCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
			command.getErr().println("ackline: " + failure.getMessage());
			return FAILED;
		});
	}

	@Override
	public Integer call() throws InterruptedException, IOException {
		CommandLine line = Objects.requireNonNull(this.spec).commandLine();
		if (this.events < 1 || this.instances < 1 || this.partitions.size() > TOPICS.size()
				|| this.partitions.stream().anyMatch((number) -> number < 1)) {
			throw new ParameterException(line,
					"--events, --instances and up to %d numbers of --partitions can be 1 and more"
						.formatted(TOPICS.size()));
		}
		PrintWriter out = line.getOut();
		Path root = Path.of(System.getProperty("ackline.root", ".")).toAbsolutePath().normalize();
		Path folder = Files.createDirectories(root.resolve(".ackline").resolve("scale"));
		out.printf("Starting ZooKeeper, %d brokers, PostgreSQL ...%n", BROKERS);
		out.flush();
		try (LocalCluster cluster = LocalCluster.builder().directory(folder).brokers(BROKERS).start()) {
			Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "ackline-shutdown"));
			createTopics(cluster);
			Instances consumers = new Instances(cluster, root);
			List<String> table = new ArrayList<>();
			for (int number = 1; number <= this.instances; number++) {
				consumers.startAnother();
				table.add(row(cluster, consumers, number, out));
			}
			out.println("Events a second, by instances and partitions:");
			out.println("instances "
					+ String.join("", this.partitions.stream().map((number) -> "%10d".formatted(number)).toList()));
			table.forEach(out::println);
			out.flush();
		}
		return 0;
	}

	private void createTopics(LocalCluster cluster) throws InterruptedException {
		List<NewTopic> topics = new ArrayList<>();
		for (int i = 0; i < TOPICS.size(); i++) {
			topics.add(new NewTopic(TOPICS.get(i),
					Optional.of((i < this.partitions.size()) ? this.partitions.get(i) : 1), Optional.empty()));
		}
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
			admin.createTopics(topics).all().get();
		}
		catch (ExecutionException ex) {
			throw new ClusterFailure("The topics cannot be created: " + ex.getCause(), ex);
		}
	}

	private String row(LocalCluster cluster, Instances consumers, int number, PrintWriter out)
			throws InterruptedException {
		StringBuilder row = new StringBuilder("%9d ".formatted(number));
		for (int i = 0; i < this.partitions.size(); i++) {
			Payments payments = new Payments("scale-%d-%d".formatted(number, i), 1, ACCOUNTS);
			consumers.order("pause");
			// Every instance hears of it within a second.
			Thread.sleep(2000);
			new Backlog(cluster.bootstrapServers()).write(TOPICS.get(i), this.partitions.get(i), payments, this.events);
			consumers.order("resume");
			Handled handled = awaitAll(cluster, payments);
			row.append("%10.0f".formatted(handled.perSecond()));
			out.printf(Locale.ROOT, "%d instance(s), %d partition(s): nine tenths of %d events in %.1f s%n", number,
					this.partitions.get(i), handled.events(), handled.time().toNanos() / 1e9);
			out.flush();
		}
		return row.toString();
	}

	private Handled awaitAll(LocalCluster cluster, Payments payments) throws InterruptedException {
		Handled handled = Handled.of(cluster, payments.source());
		while (handled.events() < this.events) {
			Thread.sleep(1000);
			handled = Handled.of(cluster, payments.source());
		}
		return handled;
	}

}
