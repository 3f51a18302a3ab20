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
import java.util.regex.Pattern;

import io.ackline.cluster.PortPlan;
import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.Layout;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "inspect", mixinStandardHelpOptions = true,
		description = "Shows any cluster on a page, until Ctrl-C; ./ackline up has one of its own.")
final class Inspect implements Runnable {

	private static final Duration START = Duration.ofSeconds(60);

	// A host, or an IPv6 address in brackets, with a listener's protocol before it as
	// Kafka
	// takes it.
	private static final Pattern SERVER = Pattern
		.compile("([A-Za-z0-9_]+://)?(\\[[0-9A-Fa-f:.%]+]|[^\\s:/\\[\\]]+):\\d{1,5}");

	private static final Pattern URL = Pattern.compile("https?://[^\\s/]+(/\\S*)?");

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
		check();
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
			String silence = silence();
			if (silence != null) {
				this.console.line(this.console.red(silence));
				this.console.line("The page shows the cluster as soon as it answers.");
			}
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

	/**
	 * Finds what can be seen to be wrong before anything is started.
	 */
	private void check() {
		if (this.port < 1 || this.port > 65535) {
			throw new ClusterFailure("--port is 1 to 65535, not " + this.port);
		}
		checkServers("--bootstrap", this.bootstrap, "localhost:9092");
		if (!this.zookeeper.isEmpty()) {
			checkServers("--zookeeper", this.zookeeper.replaceFirst("/.*", ""), "localhost:2181");
		}
		checkUrls("--producer", this.producer, "http://localhost:8080");
		checkUrls("--consumer", this.consumer, "http://localhost:8081");
		Path file = this.clientConfig;
		if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
			throw new ClusterFailure("--client-config names " + file + ", which is no file that can be read");
		}
	}

	private static void checkServers(String option, String servers, String example) {
		for (String server : servers.split(",", -1)) {
			if (!SERVER.matcher(server.strip()).matches()) {
				throw new ClusterFailure(
						"%s is made of HOST:PORT, such as %s; '%s' is not".formatted(option, example, server.strip()));
			}
		}
	}

	private static void checkUrls(String option, String urls, String example) {
		for (String url : urls.isEmpty() ? new String[0] : urls.split(",", -1)) {
			if (!URL.matcher(url.strip()).matches()) {
				throw new ClusterFailure(
						"%s is a URL, such as %s; '%s' is none".formatted(option, example, url.strip()));
			}
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
		try {
			return get("/actuator/health/readiness").statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Returns why no broker answers, {@code null} if one does.
	 */
	private @Nullable String silence() throws IOException, InterruptedException {
		HttpResponse<String> answer = get("/api/cluster");
		return (answer.statusCode() == 200) ? null
				: JsonMapper.shared().readTree(answer.body()).path("detail").asString("No broker answers.");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(10))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

}
