package io.ackline.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import io.ackline.cluster.Node.Kind;
import io.ackline.cluster.kafka.KafkaPrograms;
import io.ackline.cluster.kafka.KafkaView;
import io.ackline.cluster.postgres.PostgresServer;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ChildSpec;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Command;
import io.ackline.cluster.process.Folder;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.process.Signal;

/**
 * A running cluster. Its processes are children of this JVM and end with it. Each keeps
 * its ports and its data over all its lives, until the cluster is closed.
 * <p>
 * Nodes are named {@code zookeeper-1}, {@code broker-1}, {@code postgres}, or as a
 * service was named; {@code controller} and {@code leader:TOPIC-PARTITION} name the
 * broker that is it now. Every method that takes a name throws {@link ClusterFailure}
 * when there is no such node, and returns the one that it has acted on.
 */
public final class LocalCluster implements AutoCloseable {

	private static final Executor THREADS = (task) -> new Thread(task, "ackline-cluster").start();

	private final Path directory;

	private final boolean ephemeral;

	private final PortPlan ports;

	private final Progress progress;

	private final Surroundings surroundings;

	private final List<String> brokerOptions;

	private final Ledger ledger;

	private final Nodes nodes;

	private final PostgresServer postgres;

	private final Readiness readiness;

	private volatile boolean closed;

	LocalCluster(Path directory, boolean ephemeral, PortPlan ports, Progress progress, Surroundings surroundings,
			List<String> brokerOptions) {
		this.ephemeral = ephemeral;
		this.directory = directory;
		this.ports = ports;
		this.progress = progress;
		this.surroundings = surroundings;
		this.brokerOptions = brokerOptions;
		this.ledger = new Ledger(directory.resolve("children.json"));
		this.nodes = new Nodes(bootstrapServers());
		this.postgres = new PostgresServer(directory, surroundings.address(PostgresServer.NAME), ports.postgres());
		this.readiness = new Readiness(this.postgres);
	}

	/**
	 * Returns a builder for a cluster of one ZooKeeper server, three brokers and
	 * PostgreSQL on free ports.
	 */
	public static LocalClusterBuilder builder() {
		return new LocalClusterBuilder();
	}

	/**
	 * Ends what an earlier cluster has left in this directory, starts all nodes, and
	 * returns when PostgreSQL lets its user in and every broker has joined.
	 * @throws ClusterFailure if one of them does not start; none is left running then
	 */
	public void start() {
		this.ledger.sweep().forEach((name) -> this.progress.note("ended " + name + ", left by an earlier run"));
		CompletableFuture<Void> database = CompletableFuture.runAsync(this::startPostgres, THREADS);
		CompletableFuture<Void> brokers = CompletableFuture.runAsync(this::startKafka, THREADS);
		try {
			CompletableFuture.allOf(database, brokers).join();
		}
		catch (CompletionException ex) {
			close();
			throw (ex.getCause() instanceof ClusterFailure failure) ? failure : ex;
		}
	}

	private void startPostgres() {
		this.progress.begun(PostgresServer.NAME);
		Node node = add(Kind.POSTGRES, this.postgres.prepare(), this.postgres.port());
		awaitReady(node);
	}

	private void startKafka() {
		KafkaPrograms programs = new KafkaPrograms(this.directory, this.surroundings::address, this.brokerOptions);
		List<Node> zookeepers = new ArrayList<>();
		for (int id = 1; id <= this.ports.zookeepers().size(); id++) {
			ChildSpec spec = programs.zooKeeper(id, this.ports.zookeepers());
			this.progress.begun(spec.name());
			zookeepers.add(add(Kind.ZOOKEEPER, spec, this.ports.zookeepers().get(id - 1).client()));
		}
		List<Node> brokers = new ArrayList<>();
		for (int id = 1; id <= this.ports.brokers().size(); id++) {
			int port = this.ports.brokers().get(id - 1);
			ChildSpec spec = programs.broker(id, port, this.ports.brokers().size(), zookeeperConnect());
			this.progress.begun(spec.name());
			brokers.add(add(Kind.BROKER, spec, port));
		}
		zookeepers.forEach(this::awaitReady);
		brokers.forEach(this::awaitReady);
		awaitBrokers();
	}

	private void awaitReady(Node node) {
		this.readiness.await(node);
		this.progress.done(node.name());
	}

	private void awaitBrokers() {
		int all = this.ports.brokers().size();
		try (KafkaView view = new KafkaView(bootstrapServers())) {
			Patience.until(
					"Not all of the " + all + " brokers joined in " + Readiness.PATIENCE.toSeconds()
							+ " s; their logs are in " + this.directory.resolve("logs"),
					Readiness.PATIENCE, () -> view.brokers().size() == all);
		}
	}

	private synchronized Node add(Kind kind, ChildSpec spec, int port) {
		requireOpen();
		Node node = new Node(kind, new Child(spec, this.ledger, this.surroundings::around),
				this.surroundings.address(spec.name()), port);
		this.nodes.add(node);
		node.child().start();
		return node;
	}

	/**
	 * Starts a service, an executable jar, as one more node, and waits for nothing.
	 * @param name its name, such as {@code producer-1}
	 * @param environment variables on top of this JVM's own; {@code SERVER_PORT} says
	 * where it listens
	 */
	public Node startService(String name, Path jar, Map<String, String> environment, List<String> arguments) {
		if (this.nodes.all().stream().anyMatch((node) -> node.name().equals(name) && node.child().isAlive())) {
			throw new ClusterFailure(name + " is there already; stop it first");
		}
		List<String> java = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
		java.addAll(new ServiceJar(jar).arguments());
		java.addAll(arguments);
		ChildSpec spec = new ChildSpec(name, Command.java(java), environment, this.directory,
				this.directory.resolve("logs").resolve(name + ".log"), Signal.TERM, Duration.ofSeconds(40));
		return add(Kind.SERVICE, spec, Integer.parseInt(environment.getOrDefault("SERVER_PORT", "0")));
	}

	/**
	 * Asks a node to stop, and returns when it has; kills it when it takes too long.
	 */
	public Node stop(String name) {
		Node node = this.nodes.resolve(name);
		if (!node.child().isAlive()) {
			throw new ClusterFailure(node.name() + " is not running");
		}
		node.child().stop();
		return node;
	}

	/**
	 * Kills a node, with every process that it has started, and returns when they are
	 * gone.
	 */
	public Node kill(String name) {
		Node node = this.nodes.resolve(name);
		node.child().kill();
		return node;
	}

	/**
	 * Stops a node where it stands, with every process that it has started.
	 */
	public Node pause(String name) {
		Node node = this.nodes.resolve(name);
		node.child().pause();
		return node;
	}

	/**
	 * Lets a paused node go on.
	 */
	public Node resume(String name) {
		Node node = this.nodes.resolve(name);
		node.child().resume();
		return node;
	}

	/**
	 * Starts a node that has been stopped or killed, with the same ports and the same
	 * data, and returns when it is of use: a service when it listens, a broker when it
	 * has joined.
	 */
	public Node start(String name) {
		requireOpen();
		Node node = this.nodes.resolve(name);
		if (node.kind() == Kind.POSTGRES && !node.child().isAlive()) {
			this.postgres.prepare();
		}
		node.child().start();
		this.readiness.await(node);
		return node;
	}

	/**
	 * Undoes all faults: resumes what is paused, starts what runs no more, and returns
	 * when every replica is in sync again.
	 */
	public void restore() {
		for (Node node : this.nodes.all()) {
			switch (node.child().state()) {
				case PAUSED -> resume(node.name());
				case STOPPED, KILLED, DIED -> start(node.name());
				case RUNNING -> {
				}
			}
		}
		awaitBrokers();
		awaitInSync(Readiness.PATIENCE);
	}

	/**
	 * Returns when every replica of every partition is in sync.
	 * @throws ClusterFailure after the given time
	 */
	public void awaitInSync(Duration patience) {
		try (KafkaView view = new KafkaView(bootstrapServers())) {
			Patience.until("Not every replica was in sync in " + patience.toSeconds() + " s", patience, view::inSync);
		}
	}

	public List<Node> nodes() {
		return this.nodes.all();
	}

	/**
	 * Returns the node that a name stands for now.
	 */
	public Node node(String name) {
		return this.nodes.resolve(name);
	}

	/**
	 * Returns the address that a node of a name listens on, whether it is there yet or
	 * not.
	 */
	public String address(String name) {
		return this.surroundings.address(name);
	}

	public String bootstrapServers() {
		return String.join(",", this.ports.bootstrapServers(this.surroundings::address));
	}

	public String zookeeperConnect() {
		return String.join(",", this.ports.zookeeperConnect(this.surroundings::address));
	}

	public String jdbcUrl() {
		return this.postgres.jdbcUrl(PostgresServer.DATABASE);
	}

	public String jdbcUser() {
		return PostgresServer.USER;
	}

	public String jdbcPassword() {
		return PostgresServer.PASSWORD;
	}

	/**
	 * Creates an empty database and returns its JDBC URL.
	 * @param name letters, digits and underscores
	 */
	public String createDatabase(String name) {
		return this.postgres.createDatabase(name);
	}

	/**
	 * Returns the folder with the nodes' data, settings and logs.
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Stops all nodes, each before what it depends on, and returns when no process is
	 * left. Data in a folder of our own choice goes, too; the logs stay.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		stopAll(this.nodes.all(Kind.SERVICE));
		stopAll(this.nodes.all(Kind.BROKER));
		List<Node> rest = new ArrayList<>(this.nodes.all(Kind.POSTGRES));
		rest.addAll(this.nodes.all(Kind.ZOOKEEPER));
		stopAll(rest);
		if (this.ephemeral) {
			new Folder(this.directory.resolve("data")).delete();
		}
	}

	private void requireOpen() {
		if (this.closed) {
			throw new ClusterFailure("The cluster is stopping: nothing is started any more");
		}
	}

	private void stopAll(List<Node> nodes) {
		CompletableFuture
			.allOf(nodes.stream()
				.filter((node) -> node.child().isAlive())
				.map((node) -> CompletableFuture.runAsync(() -> stopStep(node), THREADS))
				.toArray(CompletableFuture<?>[]::new))
			.join();
	}

	private void stopStep(Node node) {
		this.progress.begun(node.name());
		if (!node.child().stop()) {
			this.progress.note(node.name() + " did not stop in time and was killed");
		}
		this.progress.done(node.name());
	}

}
