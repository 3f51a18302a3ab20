package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.process.LogFile;
import io.ackline.cluster.supervisor.SupervisorOptions.PortChoice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the supervisor of a checkout.
 */
public final class SupervisorClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final SupervisorRecord target;

	// Held as long as this: its end of the pipe is what a tied supervisor waits for.
	private final @Nullable Process process;

	private SupervisorClient(SupervisorRecord target, @Nullable Process process) {
		this.target = target;
		this.process = process;
	}

	/**
	 * Returns a client of the supervisor that runs, nothing if none does.
	 */
	public static Optional<SupervisorClient> find(Layout layout) {
		return SupervisorRecord.find(layout).map((target) -> new SupervisorClient(target, null));
	}

	/**
	 * Starts a supervisor in a session of its own, so that Ctrl-C in this terminal is not
	 * for it and its children, and returns when it can be spoken to.
	 * @param tied whether it is to end when this process does
	 */
	public static SupervisorClient start(Layout layout, Size size, boolean tied) {
		return start(layout, new SupervisorOptions(layout.root().toString(), size, PortChoice.WELL_KNOWN, tied));
	}

	static SupervisorClient start(Layout layout, SupervisorOptions options) {
		try {
			Path log = Files.createDirectories(layout.logs()).resolve("supervisor.log");
			List<String> command = new ArrayList<>(ownSession());
			command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
					"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
					Supervisor.class.getName(), JSON.writeValueAsString(options)));
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
			if (!options.tied()) {
				builder.redirectInput(Path.of("/dev/null").toFile());
			}
			return await(layout, builder.start(), log);
		}
		catch (IOException ex) {
			throw new ClusterFailure("The supervisor does not start: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while the supervisor was starting", ex);
		}
	}

	private static SupervisorClient await(Layout layout, Process process, Path log) throws InterruptedException {
		while (process.isAlive()) {
			Optional<SupervisorRecord> found = SupervisorRecord.find(layout)
				.filter((candidate) -> candidate.process().pid() == process.pid());
			if (found.isPresent()) {
				return new SupervisorClient(found.get(), process);
			}
			TimeUnit.MILLISECONDS.sleep(20);
		}
		List<String> tail = new LogFile(log).tail(1);
		throw new ClusterFailure(tail.isEmpty() ? "The supervisor ended at once; its log is " + log : tail.get(0));
	}

	private static List<String> ownSession() {
		if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
			return List.of("/usr/bin/setsid");
		}
		if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
			return List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");
		}
		return List.of();
	}

	/**
	 * Returns what the supervisor has done from the given entry on.
	 */
	public JournalPage journal(int from) {
		return JSON.treeToValue(call("GET", "/journal?" + from), JournalPage.class);
	}

	public Status status() {
		return JSON.treeToValue(call("GET", "/status"), Status.class);
	}

	/**
	 * Asks the supervisor to stop everything and itself, and does not wait for it.
	 */
	public void requestStop() {
		call("POST", "/stop");
	}

	/**
	 * Does something to a node and returns a sentence that says to which.
	 */
	public String act(Action action, String name) {
		return call("POST", "/nodes/" + action.word() + "?" + URLEncoder.encode(name, StandardCharsets.UTF_8))
			.get("text")
			.asString();
	}

	/**
	 * Lets go of the supervisor that this client has started: a tied one stops
	 * everything.
	 */
	void release() throws IOException {
		if (this.process != null) {
			this.process.getOutputStream().close();
		}
	}

	/**
	 * Kills the supervisor, and all its children with it.
	 */
	public void kill() {
		this.target.process().find().ifPresent(ProcessHandle::destroyForcibly);
	}

	public boolean isAlive() {
		return this.target.process().find().isPresent();
	}

	private JsonNode call(String method, String path) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.target.port() + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.header("Authorization", "Bearer " + this.target.secret())
			.timeout(Duration.ofMinutes(2))
			.build();
		try {
			HttpResponse<byte[]> response = this.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
			JsonNode body = JSON.readTree(response.body());
			if (response.statusCode() != 200) {
				throw new ClusterFailure(
						body.path("error").asString("The supervisor answered " + response.statusCode()));
			}
			return body;
		}
		catch (IOException ex) {
			throw new SupervisorGone(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while the supervisor was asked", ex);
		}
	}

}
