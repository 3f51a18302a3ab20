package io.ackline.workbench.system;

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
import java.util.Set;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.process.ClusterFailure;

/**
 * Services on a cluster, run from their executable jars as their users run them.
 */
public final class Services {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Duration PROBE = Duration.ofSeconds(2);

	private static final int OK = 200;

	private final Map<String, URI> addresses = new HashMap<>();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();

	private final LocalCluster cluster;

	private final Path root;

	/**
	 * Creates a set with no service in it yet.
	 * @param root the checkout that the services' jars are in
	 */
	public Services(LocalCluster cluster, Path root) {
		this.cluster = cluster;
		this.root = root;
	}

	/**
	 * Starts a service without waiting for it.
	 * @param environment its settings, on top of where the cluster is
	 * @throws ClusterFailure if its jar is missing
	 */
	public void start(String name, String module, int port, Map<String, String> environment, List<String> arguments) {
		Path jar = this.root.resolve(module).resolve("target").resolve(module + ".jar");
		if (!Files.isReadable(jar)) {
			throw new ClusterFailure(jar + " is missing; build it with: mvn -DskipTests package");
		}
		String host = this.cluster.address(name);
		Map<String, String> settings = new HashMap<>(Map.of("SERVER_ADDRESS", host, "SERVER_PORT", String.valueOf(port),
				"SPRING_KAFKA_BOOTSTRAP_SERVERS", this.cluster.bootstrapServers(), "SPRING_DATASOURCE_URL",
				this.cluster.jdbcUrl(), "SPRING_DATASOURCE_USERNAME", this.cluster.jdbcUser(),
				"SPRING_DATASOURCE_PASSWORD", this.cluster.jdbcPassword()));
		settings.putAll(environment);
		this.addresses.put(name, URI.create("http://" + host + ":" + port));
		this.cluster.startService(name, jar, settings, List.copyOf(arguments));
	}

	/**
	 * Returns when a service says that it is ready.
	 * @throws ClusterFailure if it has ended, or is not ready in time
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public void awaitReady(String name) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!isReady(name)) {
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

	private boolean isReady(String name) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(address(name).resolve("/actuator/health/readiness"))
			.timeout(PROBE)
			.build();
		try {
			return this.http.send(request, BodyHandlers.discarding()).statusCode() == OK;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Returns the base address of a service that was started.
	 */
	public URI address(String name) {
		URI address = this.addresses.get(name);
		if (address == null) {
			throw new IllegalArgumentException("There is no " + name);
		}
		return address;
	}

	/**
	 * Returns the names of all services that were started.
	 */
	public Set<String> names() {
		return Set.copyOf(this.addresses.keySet());
	}

}
