package io.ackline.workbench.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.PortPlan;
import io.ackline.cluster.Progress;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;
import io.ackline.cluster.process.Ledger;
import io.ackline.workbench.system.Database;
import io.ackline.workbench.system.Services;

/**
 * Three brokers, ZooKeeper and PostgreSQL for everything that is compared, and the
 * services on them, as a user runs them.
 */
final class BenchSystem implements AutoCloseable {

	/**
	 * The topic of what is only written.
	 */
	static final String TOPIC = "bench";

	/**
	 * The topic of what is also handled, so that nobody has to work through the other one
	 * first.
	 */
	static final String HANDLED_TOPIC = "bench-handled";

	/**
	 * Declares the latter topic.
	 */
	static final List<String> HANDLED_TOPIC_ARGUMENTS = List.of("--ackline.topics." + HANDLED_TOPIC + ".partitions=6");

	/**
	 * Declares both, for the producer.
	 */
	static final List<String> TOPIC_ARGUMENTS = List.of("--ackline.topics." + TOPIC + ".partitions=6",
			"--ackline.topics." + TOPIC + ".types=bench.*", HANDLED_TOPIC_ARGUMENTS.get(0));

	private static final int BROKERS = 3;

	/**
	 * What says which peers run, for whoever uses the folder next.
	 */
	private static final String PEERS = "peers.json";

	/**
	 * As Kafka's own script has them.
	 */
	static final List<String> BROKER_OPTIONS = List.of("-Xmx1g", "-Xms1g", "-server", "-XX:+UseG1GC",
			"-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent");

	static final String HEAP = "-Xmx512m";

	private static final Duration PEER_PATIENCE = Duration.ofMinutes(5);

	private static final Duration PROBE = Duration.ofSeconds(2);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();

	private final LocalCluster cluster;

	private final Services services;

	private final List<Peer> peers;

	private final Ledger ledger;

	private final List<Child> launched = new ArrayList<>();

	private int databases;

	private BenchSystem(LocalCluster cluster, Path root, List<Peer> peers) {
		this.cluster = cluster;
		this.services = new Services(cluster, root);
		this.peers = peers;
		this.ledger = new Ledger(cluster.directory().resolve(PEERS));
	}

	/**
	 * Starts a cluster that holds nothing yet, and returns when it is ready.
	 * @param root the checkout that the services' jars are in
	 * @param directory where its data and logs go
	 * @throws ClusterFailure if it does not start; nothing is left running then
	 */
	static BenchSystem start(Path root, Path directory, List<Peer> peers) {
		if (Files.isDirectory(directory)) {
			new Ledger(directory.resolve("children.json")).sweep();
			new Ledger(directory.resolve(PEERS)).sweep();
			new Folder(directory).delete();
		}
		LocalCluster cluster = LocalCluster.builder()
			.directory(directory)
			.brokers(BROKERS)
			.brokerOptions(BROKER_OPTIONS)
			.progress(Progress.NONE)
			.start();
		return new BenchSystem(cluster, root, peers);
	}

	/**
	 * Starts the peers that are started from here, and returns when each answers anything
	 * at all.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void awaitPeers() throws InterruptedException {
		this.peers.stream().filter((peer) -> peer.command() != null).forEach(this::launch);
		long deadline = System.nanoTime() + PEER_PATIENCE.toNanos();
		for (Peer peer : this.peers) {
			while (!answers(peer.endpoint())) {
				if (System.nanoTime() > deadline) {
					throw new ClusterFailure("%s does not answer at %s".formatted(peer.name(), peer.endpoint()));
				}
				Thread.sleep(200);
			}
		}
	}

	/**
	 * Starts a peer, which ends with this system at the latest.
	 */
	synchronized Child launch(Peer peer) {
		Child child = new Child(peer.spec(this.cluster.bootstrapServers(), this.cluster.directory().resolve("logs")),
				this.ledger);
		child.start();
		this.launched.add(child);
		return child;
	}

	private boolean answers(URI endpoint) throws InterruptedException {
		try {
			this.http.send(HttpRequest.newBuilder(endpoint).timeout(PROBE).build(), BodyHandlers.discarding());
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	List<Peer> peers() {
		return this.peers;
	}

	/**
	 * Returns how many bytes an event's record has, with its key and headers, as it is on
	 * the topic.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	int recordSize() throws InterruptedException {
		try (HttpLoad load = new HttpLoad(1)) {
			load.saturate(BenchEvents.singles(producer()), Duration.ZERO, Duration.ofMillis(100));
		}
		return TopicTail.recordSize(this.cluster.bootstrapServers(), TOPIC);
	}

	/**
	 * Returns the address of the producer, which is started the first time.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	URI producer() throws InterruptedException {
		if (!isStarted("producer")) {
			start("producer", "producer-service", Map.of(), TOPIC_ARGUMENTS);
			awaitReady("producer");
		}
		return address("producer");
	}

	/**
	 * Starts a service without waiting for it.
	 */
	void start(String name, String module, Map<String, String> environment, List<String> arguments) {
		Map<String, String> settings = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", HEAP));
		settings.putAll(environment);
		this.services.start(name, module, PortPlan.free(0, 1).brokers().get(0), settings, arguments);
	}

	/**
	 * Returns whether a service was started already.
	 */
	boolean isStarted(String name) {
		return this.services.names().contains(name);
	}

	/**
	 * Returns when a service says that it is ready.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void awaitReady(String name) throws InterruptedException {
		this.services.awaitReady(name);
	}

	URI address(String name) {
		return this.services.address(name);
	}

	LocalCluster cluster() {
		return this.cluster;
	}

	/**
	 * Makes a database that nobody has used.
	 * @return its JDBC address
	 */
	String newDatabase() {
		return this.cluster.createDatabase("bench_" + ++this.databases);
	}

	/**
	 * Makes a database that has all that another one has, which nobody is connected to.
	 * @return its JDBC address
	 */
	String copyOf(String database) {
		String name = "bench_" + ++this.databases;
		execute("create database %s template %s strategy file_copy".formatted(name, nameOf(database)));
		return database.replace(nameOf(database), name);
	}

	/**
	 * Removes a database, whoever is connected to it.
	 */
	void drop(String database) {
		execute("drop database %s with (force)".formatted(nameOf(database)));
	}

	private void execute(String sql) {
		Database.at(this.cluster.jdbcUrl(), this.cluster).execute(sql);
	}

	private static String nameOf(String database) {
		return database.substring(database.lastIndexOf('/') + 1);
	}

	@Override
	public void close() {
		synchronized (this) {
			this.launched.forEach(Child::stop);
		}
		this.cluster.close();
	}

}
