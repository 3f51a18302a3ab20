package io.ackline.cluster.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.ackline.cluster.process.ChildSpec;
import io.ackline.cluster.process.Command;
import io.ackline.cluster.process.Signal;

/**
 * Writes the settings of brokers and ZooKeeper servers into a cluster's directory, and
 * says how each is started.
 */
public final class KafkaPrograms {

	/**
	 * JVM options with which a broker starts quickly and takes little. Without the
	 * optimizing compiler it starts with 1.8 s of processor time instead of 2.9 s.
	 */
	public static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	private static final List<String> ZOOKEEPER_OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC",
			"-XX:TieredStopAtLevel=1");

	private final Path directory;

	private final UnaryOperator<String> address;

	private final List<String> brokerOptions;

	private final String classPath = KafkaClassPath.read();

	/**
	 * Creates the programs of a cluster.
	 * @param directory where their settings, data and logs go
	 * @param address the address that a node of a name listens on
	 * @param brokerOptions the brokers' JVM options
	 */
	public KafkaPrograms(Path directory, UnaryOperator<String> address, List<String> brokerOptions) {
		this.directory = directory;
		this.address = address;
		this.brokerOptions = brokerOptions;
	}

	/**
	 * Describes a ZooKeeper server.
	 * @param id its number, from 1
	 * @param ensemble the ports of all servers, in the order of their numbers
	 */
	public ChildSpec zooKeeper(int id, List<ZooKeeperPorts> ensemble) {
		String name = "zookeeper-" + id;
		Path data = folder("data", name);
		Map<String, Object> settings = new TreeMap<>();
		settings.put("admin.enableServer", false);
		settings.put("autopurge.purgeInterval", 1);
		settings.put("clientPort", ensemble.get(id - 1).client());
		settings.put("clientPortAddress", this.address.apply(name));
		settings.put("dataDir", data);
		settings.put("maxClientCnxns", 0);
		// Sessions expire on a tick: with a short one, at most a second late.
		settings.put("tickTime", 1000);
		if (ensemble.size() > 1) {
			settings.put("initLimit", 20);
			settings.put("syncLimit", 5);
			for (int server = 1; server <= ensemble.size(); server++) {
				ZooKeeperPorts ports = ensemble.get(server - 1);
				settings.put("server." + server,
						this.address.apply("zookeeper-" + server) + ":" + ports.peer() + ":" + ports.election());
			}
			write(data.resolve("myid"), Integer.toString(id));
		}
		return spec(name, "org.apache.zookeeper.server.quorum.QuorumPeerMain", ZOOKEEPER_OPTIONS, settings,
				Duration.ofSeconds(5));
	}

	/**
	 * Describes a broker.
	 * @param id its number, from 1
	 * @param port where it listens
	 * @param brokers how many brokers there are; bounds what internal topics ask for
	 * @param zookeeperConnect the ZooKeeper servers
	 */
	public ChildSpec broker(int id, int port, int brokers, String zookeeperConnect) {
		String name = "broker-" + id;
		int replicas = Math.min(3, brokers);
		int inSync = Math.min(2, brokers);
		Map<String, Object> settings = new TreeMap<>();
		settings.put("broker.id", id);
		settings.put("listeners", "PLAINTEXT://" + this.address.apply(name) + ":" + port);
		settings.put("log.dirs", folder("data", name));
		settings.put("zookeeper.connect", zookeeperConnect);
		// After this long without a word the controller moves a broker's leaders.
		settings.put("zookeeper.session.timeout.ms", 6000);
		settings.put("auto.create.topics.enable", false);
		settings.put("default.replication.factor", replicas);
		settings.put("min.insync.replicas", inSync);
		settings.put("unclean.leader.election.enable", false);
		settings.put("offsets.topic.replication.factor", replicas);
		settings.put("transaction.state.log.replication.factor", replicas);
		settings.put("transaction.state.log.min.isr", inSync);
		// 50 partitions each would be 300 replicas, created while the first consumer
		// waits; two for each broker still spread the coordinators.
		settings.put("offsets.topic.num.partitions", 6);
		settings.put("transaction.state.log.num.partitions", 6);
		// Long enough for the listeners of one process to join in one rebalance.
		settings.put("group.initial.rebalance.delay.ms", 200);
		// When the whole cluster stops, the last broker has nobody to hand its leaders
		// to: it shall not try for 15 s.
		settings.put("controlled.shutdown.retry.backoff.ms", 500);
		// 128 MiB by default, a quarter of this heap, for topics of a few keys.
		settings.put("log.cleaner.dedupe.buffer.size", 8 * 1024 * 1024);
		return spec(name, "kafka.Kafka", this.brokerOptions, settings, Duration.ofSeconds(30));
	}

	private ChildSpec spec(String name, String mainClass, List<String> options, Map<String, Object> settings,
			Duration patience) {
		Path configuration = folder("conf");
		Path file = configuration.resolve(name + ".properties");
		write(file,
				settings.entrySet()
					.stream()
					.map((entry) -> entry.getKey() + "=" + entry.getValue())
					.collect(Collectors.joining("\n", "", "\n")));
		Path logging = configuration.resolve("log4j.properties");
		copy("log4j.properties", logging);
		List<String> arguments = new ArrayList<>(options);
		arguments.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true",
				"-Dlog4j.configuration=" + logging.toUri(), "-cp", this.classPath, mainClass, file.toString()));
		Command command = Command.java(arguments);
		return new ChildSpec(name, command, Map.of(), folder("data", name), folder("logs").resolve(name + ".log"),
				Signal.TERM, patience);
	}

	private Path folder(String first, String... more) {
		try {
			return Files.createDirectories(this.directory.resolve(Path.of(first, more)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Path file, String content) {
		try {
			Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(String resource, Path file) {
		try (InputStream content = KafkaPrograms.class.getResourceAsStream(resource)) {
			if (content == null) {
				throw new IllegalStateException("The resource " + resource + " is not in this jar");
			}
			Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
