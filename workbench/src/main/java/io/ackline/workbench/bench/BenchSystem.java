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
import io.ackline.cluster.Node;
import io.ackline.cluster.PortPlan;
import io.ackline.cluster.Progress;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Folder;
import io.ackline.cluster.process.Ledger;

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

	private static final String HEAP = "-Xmx512m";

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Duration PEER_PATIENCE = Duration.ofMinutes(5);

	private static final Duration PROBE = Duration.ofSeconds(2);

	private static final int OK = 200;

	private final Map<String, URI> services = new HashMap<>();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();

	private final LocalCluster cluster;

	private final Path root;

	private final Map<String, URI> peers;

	private int databases;

	private BenchSystem(LocalCluster cluster, Path root, Map<String, URI> peers) {
		this.cluster = cluster;
		this.root = root;
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
		return new BenchSystem(
				LocalCluster.builder().directory(directory).brokers(BROKERS).progress(Progress.NONE).start(), root,
				peers);
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
		if (!this.services.containsKey("producer")) {
			start("producer", "producer-service", Map.of(), TOPIC_ARGUMENTS);
			awaitReady("producer");
		}
		return address("producer");
	}

	/**
	 * Starts a service without waiting for it.
	 */
	Node start(String name, String module, Map<String, String> environment, List<String> arguments) {
		Path jar = this.root.resolve(module).resolve("target").resolve(module + ".jar");
		if (!Files.isReadable(jar)) {
			throw new ClusterFailure(jar + " is missing; build it with: mvn -DskipTests package");
		}
		int port = PortPlan.free(0, 1).brokers().get(0);
		this.services.put(name, URI.create("http://127.0.0.1:" + port));
		Map<String, String> settings = new HashMap<>(Map.of("SERVER_PORT", String.valueOf(port),
				"SPRING_KAFKA_BOOTSTRAP_SERVERS", this.cluster.bootstrapServers(), "SPRING_DATASOURCE_URL",
				this.cluster.jdbcUrl(), "SPRING_DATASOURCE_USERNAME", this.cluster.jdbcUser(),
				"SPRING_DATASOURCE_PASSWORD", this.cluster.jdbcPassword(), "JAVA_TOOL_OPTIONS", HEAP));
		settings.putAll(environment);
		return this.cluster.startService(name, jar, settings, new ArrayList<>(arguments));
	}

	/**
	 * Returns when a service says that it is ready.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void awaitReady(String name) throws InterruptedException {
		URI health = address(name).resolve("/actuator/health/readiness");
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!isHealthy(health)) {
			Node node = this.cluster.node(name);
			if (!node.child().isAlive()) {
				throw node.child().failure();
			}
			if (System.nanoTime() > deadline) {
				throw new ClusterFailure("%s was not ready in %d s; its log is %s".formatted(name, PATIENCE.toSeconds(),
						node.child().log().path()));
			}
			Thread.sleep(50);
		}
	}

	private boolean isHealthy(URI health) throws InterruptedException {
		try {
			return this.http.send(HttpRequest.newBuilder(health).timeout(PROBE).build(), BodyHandlers.discarding())
				.statusCode() == OK;
		}
		catch (IOException ex) {
			return false;
		}
	}

	URI address(String name) {
		URI address = this.services.get(name);
		if (address == null) {
			throw new IllegalArgumentException("There is no " + name);
		}
		return address;
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
