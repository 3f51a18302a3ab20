package io.ackline.producer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * The service in a process of its own, as an operator starts and stops it.
 */
public final class ServiceProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final int port;

	private final List<String> command;

	private Process process;

	private ServiceProcess(int port, List<String> command) {
		this.port = port;
		this.command = command;
		this.process = launch();
	}

	public static ServiceProcess start(String bootstrapServers, String... arguments) {
		return start(List.of("-XX:TieredStopAtLevel=1"), bootstrapServers, arguments);
	}

	public static ServiceProcess start(List<String> javaOptions, String bootstrapServers, String... arguments) {
		int port = freePort();
		List<String> command = new ArrayList<>(List.of(javaProgram("java")));
		command.addAll(javaOptions);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProducerApplication.class.getName(),
				"--server.port=" + port, "--spring.kafka.bootstrap-servers=" + bootstrapServers));
		command.addAll(List.of(arguments));
		ServiceProcess service = new ServiceProcess(port, command);
		service.awaitReady();
		return service;
	}

	public int port() {
		return this.port;
	}

	public long pid() {
		return this.process.pid();
	}

	/**
	 * Returns what it has logged.
	 */
	public List<String> log() throws IOException {
		return Files.readAllLines(logFile().toPath());
	}

	public HttpService http() {
		return new HttpService(this.port);
	}

	/**
	 * Sends SIGTERM, and waits for nothing.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Returns the exit code, once there is one.
	 */
	public int awaitExit() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			throw new AssertionError("The service has not ended within " + PATIENCE);
		}
		return this.process.exitValue();
	}

	/**
	 * Starts it again, at the same port, and returns when it is ready.
	 */
	public void startAgain() {
		this.process = launch();
		awaitReady();
	}

	private void awaitReady() {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(100))
			.ignoreExceptions()
			.until(() -> http().get("/actuator/health/readiness").status() == 200);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * Returns the path of one of the JDK's programs.
	 */
	static String javaProgram(String name) {
		return Path.of(System.getProperty("java.home"), "bin", name).toString();
	}

	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private File logFile() {
		return new File("target", "service-" + this.port + ".log");
	}

	private Process launch() {
		try {
			return new ProcessBuilder(this.command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
