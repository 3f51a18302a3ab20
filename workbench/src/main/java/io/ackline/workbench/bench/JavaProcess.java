package io.ackline.workbench.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this class path in a process of its own, which ends with its try block.
 */
final class JavaProcess implements AutoCloseable {

	private static final String HEAP = "-Xmx512m";

	private final Process process;

	private final Path output;

	private JavaProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	static JavaProcess start(String mainClass, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
						"-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", System.getProperty("java.class.path"),
						mainClass));
		command.addAll(arguments);
		try {
			Path output = Files.createTempFile("ackline-bench", ".log");
			return new JavaProcess(
					new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
					output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(mainClass + " cannot be started", ex);
		}
	}

	/**
	 * Waits until the program ends by itself.
	 * @return what it has printed
	 * @throws IllegalStateException if it failed
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	String await() throws InterruptedException {
		int code = this.process.waitFor();
		String printed = printed();
		if (code != 0) {
			throw new IllegalStateException("A measuring program failed: " + printed);
		}
		return printed;
	}

	private String printed() {
		try {
			return Files.readString(this.output, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
		try {
			Files.deleteIfExists(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
