package io.ackline.cluster.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.PortPlan;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.Layout;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "inspect", mixinStandardHelpOptions = true,
		description = "Shows any cluster on a page, until Ctrl-C; ./ackline up has one of its own.")
final class Inspect implements Runnable {

	private static final Duration START = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

	private final Layout layout;

	private final Console console;

	@Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT,…", description = "Brokers to begin with.")
	private String bootstrap = "";

	@Option(names = "--zookeeper", paramLabel = "HOST:PORT,…",
			description = "ZooKeeper's servers, for its own view, with the brokers' chroot if there is one.")
	private String zookeeper = "";

	@Option(names = "--producer", paramLabel = "URL", description = "Ackline's producer, to publish events.")
	private String producer = "";

	@Option(names = "--consumer", paramLabel = "URL",
			description = "Ackline's consumer, for receipts and dead letters.")
	private String consumer = "";

	@Option(names = "--client-config", paramLabel = "FILE",
			description = "Properties of Kafka's clients, such as for TLS and SASL.")
	private @Nullable Path clientConfig;

	@Option(names = "--write", description = "Let the page publish events and decide on dead letters.")
	private boolean write;

	@Option(names = "--port", defaultValue = "8989", description = "Where the page is (default: ${DEFAULT-VALUE}).")
	private int port;

	Inspect(Layout layout, Console console) {
		this.layout = layout;
		this.console = console;
	}

	@Override
	public void run() {
		Path jar = this.layout.jar("inspector");
		if (!Files.isReadable(jar)) {
			throw new ClusterFailure(jar + " is missing; build it with: mvn -DskipTests package");
		}
		if (!PortPlan.isFree(this.port)) {
			throw new ClusterFailure("Port " + this.port + " is taken; choose another one with --port");
		}
		try {
			Process inspector = start(jar);
			Runtime.getRuntime().addShutdownHook(new Thread(inspector::destroy));
			awaitReady(inspector);
			this.console.line("The inspector is at " + this.console.bold("http://localhost:" + this.port)
					+ (this.write ? "" : "; it only looks (--write lets it publish)") + ". Ctrl-C ends it.");
			inspector.waitFor();
		}
		catch (IOException ex) {
			throw new ClusterFailure("The inspector does not start: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while the inspector was running", ex);
		}
	}

	private Process start(Path jar) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()))
			.redirectErrorStream(true)
			.redirectOutput(log().toFile());
		Map<String, String> environment = builder.environment();
		environment.put("JDK_JAVA_OPTIONS", Layout.INSPECTOR_OPTIONS);
		environment.put("SERVER_PORT", Integer.toString(this.port));
		environment.put("ACKLINE_INSPECTOR_BOOTSTRAPSERVERS", this.bootstrap);
		environment.put("ACKLINE_INSPECTOR_ZOOKEEPER", this.zookeeper);
		environment.put("ACKLINE_INSPECTOR_PRODUCERS", this.producer);
		environment.put("ACKLINE_INSPECTOR_CONSUMERS", this.consumer);
		environment.put("ACKLINE_INSPECTOR_WRITE", Boolean.toString(this.write));
		if (this.clientConfig != null) {
			environment.put("ACKLINE_INSPECTOR_CLIENTCONFIG", this.clientConfig.toAbsolutePath().toString());
		}
		return builder.start();
	}

	private Path log() throws IOException {
		return Files.createDirectories(this.layout.logs()).resolve("inspect-" + this.port + ".log");
	}

	private void awaitReady(Process inspector) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + START.toNanos();
		while (!isReady()) {
			if (!inspector.isAlive() || System.nanoTime() > deadline) {
				inspector.destroy();
				throw new ClusterFailure("The inspector did not start; its log is " + log());
			}
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	private boolean isReady() throws InterruptedException {
		URI readiness = URI.create("http://127.0.0.1:" + this.port + "/actuator/health/readiness");
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

}
