package io.ackline.workbench.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.PortPlan;
import io.ackline.cluster.Progress;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;
import io.ackline.cluster.process.Ledger;
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
	 * Declares that topic, for each service that has to know it.
	 */
	static final List<String> TOPIC_ARGUMENTS = List.of("--ackline.topics." + TOPIC + ".partitions=6",
			"--ackline.topics." + TOPIC + ".types=bench.*");

	private static final int BROKERS = 3;

	/**
	 * As Kafka's own script has them.
	 */
	private static final List<String> BROKER_OPTIONS = List.of("-Xmx1g", "-Xms1g", "-server", "-XX:+UseG1GC",
			"-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent");

	private static final String HEAP = "-Xmx512m";

	private static final Duration PEER_PATIENCE = Duration.ofMinutes(5);

	private static final Duration PROBE = Duration.ofSeconds(2);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();

	private final LocalCluster cluster;

	private final Services services;

	private final Map<String, URI> peers;

	private int databases;

	private BenchSystem(LocalCluster cluster, Path root, Map<String, URI> peers) {
		this.cluster = cluster;
		this.services = new Services(cluster, root);
		this.peers = peers;
	}

	/**
	 * Starts a cluster that holds nothing yet, and returns when it is ready.
	 * @param root the checkout that the services' jars are in
	 * @param directory where its data and logs go
	 * @throws ClusterFailure if it does not start; nothing is left running then
	 */
	static BenchSystem start(Path root, Path directory, Map<String, URI> peers) {
		if (Files.isDirectory(directory)) {
			new Ledger(directory.resolve("children.json")).sweep();
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
	 * Returns when a peer answers anything at all.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void awaitPeer(String name, URI endpoint) throws InterruptedException {
		long deadline = System.nanoTime() + PEER_PATIENCE.toNanos();
		while (!answers(endpoint)) {
			if (System.nanoTime() > deadline) {
				throw new ClusterFailure("%s does not answer at %s".formatted(name, endpoint));
			}
			Thread.sleep(200);
		}
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

	/**
	 * Returns the peers' endpoints by name.
	 */
	Map<String, URI> peers() {
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
		if (!this.services.names().contains("producer")) {
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

	@Override
	public void close() {
		this.cluster.close();
	}

}
