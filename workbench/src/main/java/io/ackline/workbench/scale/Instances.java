package io.ackline.workbench.scale;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.PortPlan;
import io.ackline.cluster.process.ClusterFailure;

/**
 * Instances of the consumer, of which more and more are started.
 */
final class Instances {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final int OK = 200;

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<URI> addresses = new ArrayList<>();

	private final LocalCluster cluster;

	private final Path jar;

	Instances(LocalCluster cluster, Path root) {
		this.cluster = cluster;
		this.jar = root.resolve("consumer-service").resolve("target").resolve("consumer-service.jar");
		if (!Files.isReadable(this.jar)) {
			throw new ClusterFailure(this.jar + " is missing; build it with: mvn -DskipTests package");
		}
	}

	/**
	 * Starts one more, and returns when all are ready.
	 */
	void startAnother() throws InterruptedException {
		String name = "consumer-" + (this.addresses.size() + 1);
		int port = PortPlan.free(0, 1).brokers().get(0);
		Node node = this.cluster.startService(name, this.jar,
				Map.of("SERVER_PORT", String.valueOf(port), "SPRING_KAFKA_BOOTSTRAP_SERVERS",
						this.cluster.bootstrapServers(), "SPRING_DATASOURCE_URL", this.cluster.jdbcUrl(),
						"SPRING_DATASOURCE_USERNAME", this.cluster.jdbcUser(), "SPRING_DATASOURCE_PASSWORD",
						this.cluster.jdbcPassword(), "ACKLINE_CONSUMER_INSTANCEID", name, "JAVA_TOOL_OPTIONS",
						"-Xmx512m"),
				List.of());
		this.addresses.add(URI.create("http://127.0.0.1:" + port));
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		for (URI address : this.addresses) {
			while (!answers(HttpRequest.newBuilder(address.resolve("/actuator/health/readiness")))) {
				if (!node.child().isAlive()) {
					throw node.child().failure();
				}
				if (System.nanoTime() > deadline) {
					throw new ClusterFailure("%s was not ready in %d s; its log is %s".formatted(name,
							PATIENCE.toSeconds(), node.child().log().path()));
				}
				Thread.sleep(100);
			}
		}
	}

	/**
	 * Has all instances stop handling events, or go on.
	 */
	void order(String order) throws InterruptedException {
		URI any = this.addresses.get(0);
		if (!answers(HttpRequest.newBuilder(any.resolve("/api/v1/group/" + order))
			.POST(HttpRequest.BodyPublishers.noBody()))) {
			throw new ClusterFailure("The consumer at %s did not take the order to %s".formatted(any, order));
		}
	}

	private boolean answers(HttpRequest.Builder request) throws InterruptedException {
		try {
			return this.http.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.discarding())
				.statusCode() == OK;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
