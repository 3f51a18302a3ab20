package io.ackline.inspector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpServer;
import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;
import io.ackline.cluster.PortPlan;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A producer and a consumer on the tests' cluster, and somebody who stops and starts its
 * processes over HTTP as the supervisor of {@code ./ackline up} does. They end with the
 * cluster.
 */
final class RunningSystem {

	private static final String QUICK_START = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static RunningSystem running;

	private final HttpClient http = HttpClient.newHttpClient();

	private final LocalCluster cluster;

	private final URI producer;

	private final URI consumer;

	private final Path installation;

	private boolean ready;

	private RunningSystem(LocalCluster cluster) throws IOException {
		this.cluster = cluster;
		List<Integer> ports = PortPlan.free(0, 2).brokers();
		this.producer = URI.create("http://127.0.0.1:" + ports.get(0));
		this.consumer = URI.create("http://127.0.0.1:" + ports.get(1));
		start("producer-1", "producer-service", this.producer);
		start("consumer-1", "consumer-service", this.consumer);
		this.installation = Files.createTempDirectory(cluster.directory(), "installation");
		supervise();
	}

	static synchronized RunningSystem on(LocalCluster cluster) {
		if (running == null) {
			try {
				running = new RunningSystem(cluster);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return running;
	}

	/**
	 * Returns once both services serve; until then, others have time to start.
	 */
	synchronized RunningSystem ready() {
		if (!this.ready) {
			awaitReady(this.producer);
			awaitReady(this.consumer);
			this.ready = true;
		}
		return this;
	}

	URI producer() {
		return this.producer;
	}

	URI consumer() {
		return this.consumer;
	}

	Path installation() {
		return this.installation;
	}

	/**
	 * Posts an event, as curl would, and returns the answer once it is acknowledged.
	 */
	String publish(String event) {
		HttpResponse<String> answer = send(HttpRequest.newBuilder(this.producer.resolve("/api/v1/events"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(event))
			.build());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
		return answer.body();
	}

	String get(URI uri) {
		return send(HttpRequest.newBuilder(uri).build()).body();
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void start(String name, String module, URI address) {
		Path jar = Path.of("..", module, "target", module + ".jar");
		assertThat(jar).as("The jar of %s is not there: build it first, with -am", module).isRegularFile();
		this.cluster.startService(name, jar,
				Map.of("SERVER_PORT", String.valueOf(address.getPort()), "SPRING_KAFKA_BOOTSTRAP_SERVERS",
						this.cluster.bootstrapServers(), "SPRING_DATASOURCE_URL", this.cluster.jdbcUrl(),
						"SPRING_DATASOURCE_USERNAME", this.cluster.jdbcUser(), "SPRING_DATASOURCE_PASSWORD",
						this.cluster.jdbcPassword(), "JAVA_TOOL_OPTIONS", QUICK_START, "ACKLINE_PRODUCER_DRAINDELAY",
						"0s"),
				List.of());
	}

	private void awaitReady(URI service) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(100))
			.ignoreExceptions()
			.until(() -> send(HttpRequest.newBuilder(service.resolve("/actuator/health/readiness")).build())
				.statusCode() == 200);
	}

	private void supervise() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "supervisor");
			thread.setDaemon(true);
			return thread;
		}));
		answer(server, "/nodes", (name) -> this.cluster.nodes().stream().map(RunningSystem::view).toList());
		Map<String, Function<String, Node>> actions = Map.of("stop", this.cluster::stop, "kill", this.cluster::kill,
				"pause", this.cluster::pause, "resume", this.cluster::resume, "start", this.cluster::start);
		actions.forEach((action, act) -> answer(server, "/nodes/" + action,
				(name) -> Map.of("node", name, "text", act.apply(name).name() + " " + action)));
		server.start();
		Files.writeString(this.installation.resolve("supervisor.json"),
				JSON.writeValueAsString(Map.of("port", server.getAddress().getPort(), "secret", "secret")));
	}

	private static Map<String, Object> view(Node node) {
		return Map.of("name", node.name(), "state", node.child().state().word(), "port", node.port(), "since",
				String.valueOf(node.child().since()));
	}

	private static void answer(HttpServer server, String path, Function<String, Object> answer) {
		server.createContext(path, (exchange) -> {
			try (exchange) {
				boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
				String query = exchange.getRequestURI().getRawQuery();
				Object body = known
						? answer.apply((query != null) ? URLDecoder.decode(query, StandardCharsets.UTF_8) : "")
						: Map.of("error", "The secret is another one");
				byte[] bytes = JSON.writeValueAsBytes(body);
				exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
				exchange.getResponseBody().write(bytes);
			}
		});
	}

}
