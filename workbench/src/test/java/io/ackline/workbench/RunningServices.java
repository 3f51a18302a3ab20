package io.ackline.workbench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.PortPlan;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One producer and one consumer on the tests' cluster, from their executable jars. Each
 * keeps its port over all its lives.
 */
final class RunningServices {

	static final String PRODUCER = "producer-1";

	static final String CONSUMER = "consumer-1";

	/**
	 * Spends less on compilation than a service that stays: here each lives for seconds.
	 */
	private static final String QUICK_START = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

	private static final Duration START = Duration.ofSeconds(60);

	private static RunningServices running;

	private final String bootstrapServers;

	private final URI producer;

	private final URI consumer;

	private final List<Node> nodes;

	private RunningServices(LocalCluster cluster) {
		this.bootstrapServers = cluster.bootstrapServers();
		List<Integer> ports = PortPlan.free(0, 2).brokers();
		this.producer = URI.create("http://127.0.0.1:" + ports.get(0));
		this.consumer = URI.create("http://127.0.0.1:" + ports.get(1));
		this.nodes = List.of(start(cluster, PRODUCER, "producer-service", this.producer),
				start(cluster, CONSUMER, "consumer-service", this.consumer));
	}

	/**
	 * Returns the services of this JVM's cluster, started and ready.
	 */
	static synchronized RunningServices on(LocalCluster cluster) {
		if (running == null) {
			running = new RunningServices(cluster);
		}
		running.awaitReady();
		return running;
	}

	SystemAddress address() {
		return new SystemAddress(List.of(this.producer), this.consumer, this.bootstrapServers);
	}

	URI producer() {
		return this.producer;
	}

	URI consumer() {
		return this.consumer;
	}

	/**
	 * Starts a service from its executable jar.
	 */
	static Node start(LocalCluster cluster, String name, String module, URI address) {
		return start(cluster, name, module, address, Map.of());
	}

	/**
	 * Starts a service from its executable jar.
	 * @param settings further environment variables, or others than usual
	 */
	static Node start(LocalCluster cluster, String name, String module, URI address, Map<String, String> settings) {
		Path jar = Path.of("..", module, "target", module + ".jar");
		assertThat(jar).as("The jar of %s is not there: build it first, with -am", module).isRegularFile();
		Map<String, String> environment = new HashMap<>(Map.of("SERVER_PORT", String.valueOf(address.getPort()),
				"SPRING_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers(), "SPRING_DATASOURCE_URL",
				cluster.jdbcUrl(), "SPRING_DATASOURCE_USERNAME", cluster.jdbcUser(), "SPRING_DATASOURCE_PASSWORD",
				cluster.jdbcPassword(), "JAVA_TOOL_OPTIONS", QUICK_START, "ACKLINE_PRODUCER_DRAINDELAY", "0s",
				"ACKLINE_CONSUMER_INSTANCEID", name));
		environment.putAll(settings);
		return cluster.startService(name, jar, environment, List.of());
	}

	private void awaitReady() {
		Awaitility.await("the services are ready")
			.atMost(START)
			.pollInterval(Duration.ofMillis(100))
			.until(this::areReady);
	}

	private boolean areReady() throws InterruptedException {
		for (Node node : this.nodes) {
			if (!node.child().isAlive()) {
				throw node.child().failure();
			}
		}
		return address().unready().isEmpty();
	}

}
