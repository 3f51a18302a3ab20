package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.PortPlan;
import io.ackline.cluster.Progress;
import io.ackline.cluster.kafka.ZooKeeperPorts;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.supervisor.SupervisorOptions.PortChoice;
import org.jspecify.annotations.Nullable;

/**
 * The cluster and the services on it, on the ports that everybody expects.
 */
final class Installation {

	private static final Set<String> SHIPPED_TOPICS = Set.of("PAYMENTS", "WEBHOOKS", "CLICKS");

	/**
	 * There is no balancer here that would have to notice before a producer stops.
	 */
	private static final String DRAIN_DELAY = "ACKLINE_PRODUCER_DRAINDELAY";

	private static final String INSPECTOR = "inspector";

	/**
	 * A consumer that is killed and started again is known to the group, and has its
	 * partitions back without a rebalance.
	 */
	private static final String INSTANCE_ID = "ACKLINE_CONSUMER_INSTANCEID";

	private static final Duration READY = Duration.ofSeconds(90);

	private final Layout layout;

	private final Size size;

	private final PortChoice ports;

	private final Progress progress;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

	private volatile @Nullable LocalCluster cluster;

	Installation(SupervisorOptions options, Progress progress) {
		this.layout = new Layout(Path.of(options.root()));
		this.size = options.size();
		this.ports = options.ports();
		this.progress = progress;
	}

	/**
	 * Starts everything and returns when a write would be acknowledged and the group has
	 * its partitions.
	 * @throws ClusterFailure if something does not start; what has started stays
	 */
	void start() throws InterruptedException {
		requireBuilt();
		new Ledger(this.layout.ledger()).sweep()
			.forEach((name) -> this.progress.note("ended " + name + ", which an earlier run had left"));
		PortPlan plan = this.ports.plan(this.size);
		requireFree(plan);
		if (this.ports == PortChoice.WELL_KNOWN && plan.postgres() != 5432) {
			this.progress.note("port 5432 is taken (" + PortHolder.of(5432) + "): PostgreSQL is on " + plan.postgres());
		}
		LocalCluster created = LocalCluster.builder()
			.directory(this.layout.directory())
			.ports(plan)
			.progress(this.progress)
			.build();
		this.cluster = created;
		created.start();
		awaitReady(startServices(created));
	}

	LocalCluster cluster() {
		LocalCluster running = this.cluster;
		if (running == null) {
			throw new ClusterFailure("The cluster is still starting; ./ackline status shows how far it is");
		}
		return running;
	}

	List<Node> nodes() {
		LocalCluster running = this.cluster;
		return (running != null) ? running.nodes() : List.of();
	}

	void stop() {
		LocalCluster running = this.cluster;
		if (running != null) {
			running.close();
		}
	}

	private void requireBuilt() {
		for (Service service : services()) {
			Path jar = this.layout.jar(service.module());
			if (!Files.isReadable(jar)) {
				throw new ClusterFailure(jar + " is missing; build it with: mvn -DskipTests package");
			}
		}
	}

	void requireFree(PortPlan plan) {
		Map<Integer, String> wanted = new HashMap<>();
		int zookeeper = 1;
		for (ZooKeeperPorts server : plan.zookeepers()) {
			wanted.put(server.client(), "zookeeper-" + zookeeper++);
		}
		int broker = 1;
		for (int port : plan.brokers()) {
			wanted.put(port, "broker-" + broker++);
		}
		services().forEach((service) -> wanted.put(service.port(), service.name()));
		wanted.keySet().stream().sorted().filter((port) -> !PortPlan.isFree(port)).findFirst().ifPresent((port) -> {
			throw new ClusterFailure("Port " + port + ", which " + wanted.get(port) + " needs, is taken ("
					+ PortHolder.of(port) + "): stop that program, then try again");
		});
	}

	private List<Node> startServices(LocalCluster running) {
		List<Node> nodes = new ArrayList<>();
		for (Service service : services()) {
			Path jar = this.layout.jar(service.module());
			this.progress.begun(service.name());
			Map<String, String> environment = service.name().equals(INSPECTOR) ? inspectorEnvironment(running)
					: environment(running, service);
			nodes.add(running.startService(service.name(), jar, environment, List.of()));
		}
		return nodes;
	}

	private Map<String, String> inspectorEnvironment(LocalCluster running) {
		return Map.of("SERVER_PORT", Integer.toString(Size.INSPECTOR_PORT), "ACKLINE_INSPECTOR_BOOTSTRAPSERVERS",
				running.bootstrapServers(), "ACKLINE_INSPECTOR_ZOOKEEPER", running.zookeeperConnect(),
				"ACKLINE_INSPECTOR_PRODUCERS", addresses("producer-service"), "ACKLINE_INSPECTOR_CONSUMERS",
				addresses("consumer-service"), "ACKLINE_INSPECTOR_WRITE", "true", "ACKLINE_INSPECTOR_INSTALLATION",
				this.layout.directory().toString(), "JDK_JAVA_OPTIONS", Layout.INSPECTOR_OPTIONS);
	}

	private String addresses(String module) {
		return services().stream()
			.filter((service) -> service.module().equals(module))
			.map((service) -> "http://127.0.0.1:" + service.port())
			.collect(Collectors.joining(","));
	}

	private Map<String, String> environment(LocalCluster running, Service service) {
		Map<String, String> environment = new HashMap<>(Map.of("SERVER_PORT", Integer.toString(service.port()),
				"SPRING_KAFKA_BOOTSTRAP_SERVERS", running.bootstrapServers(), "SPRING_DATASOURCE_URL",
				running.jdbcUrl(), "SPRING_DATASOURCE_USERNAME", running.jdbcUser(), "SPRING_DATASOURCE_PASSWORD",
				running.jdbcPassword()));
		putUnlessSet(environment, DRAIN_DELAY, "0s");
		environment.put(INSTANCE_ID, service.name());
		if (this.size.brokers() < 3) {
			fewerReplicas().forEach((name, value) -> putUnlessSet(environment, name, value));
		}
		return environment;
	}

	private static void putUnlessSet(Map<String, String> environment, String name, String value) {
		if (System.getenv(name) == null) {
			environment.put(name, value);
		}
	}

	/**
	 * The topics that ship ask for three replicas, which fewer than three brokers cannot
	 * hold.
	 */
	private Map<String, String> fewerReplicas() {
		Map<String, String> settings = new HashMap<>();
		for (String topic : SHIPPED_TOPICS) {
			settings.put("ACKLINE_TOPICS_" + topic + "_REPLICAS", Integer.toString(this.size.brokers()));
			settings.put("ACKLINE_TOPICS_" + topic + "_MININSYNCREPLICAS", "1");
		}
		return settings;
	}

	private void awaitReady(List<Node> services) throws InterruptedException {
		List<Node> waiting = new ArrayList<>(services);
		long deadline = System.nanoTime() + READY.toNanos();
		while (!waiting.isEmpty()) {
			for (Node node : List.copyOf(waiting)) {
				if (isReady(node)) {
					this.progress.done(node.name());
					waiting.remove(node);
				}
			}
			if (System.nanoTime() > deadline) {
				Child child = waiting.get(0).child();
				throw new ClusterFailure(child.name() + " was not ready in " + READY.toSeconds() + " s. Its log, "
						+ child.log().path() + ", ends with:\n  " + String.join("\n  ", child.tail(12)));
			}
			Thread.sleep(100);
		}
	}

	private boolean isReady(Node node) throws InterruptedException {
		if (!node.child().isAlive()) {
			throw node.child().failure();
		}
		URI readiness = URI.create("http://127.0.0.1:" + node.port() + "/actuator/health/readiness");
		try {
			return this.http
				.send(HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(2)).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private List<Service> services() {
		List<Service> services = new ArrayList<>();
		for (int number = 1; number <= this.size.producers(); number++) {
			services.add(new Service("producer-" + number, "producer-service", this.size.producerPort(number)));
		}
		for (int number = 1; number <= this.size.consumers(); number++) {
			services.add(new Service("consumer-" + number, "consumer-service", this.size.consumerPort(number)));
		}
		if (this.size.inspector()) {
			services.add(new Service(INSPECTOR, INSPECTOR, Size.INSPECTOR_PORT));
		}
		return services;
	}

	private record Service(String name, String module, int port) {
	}

}
