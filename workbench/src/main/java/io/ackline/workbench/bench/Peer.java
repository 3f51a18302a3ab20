package io.ackline.workbench.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Another service that takes records as Kafka REST v2 has them.
 *
 * @param command what starts it, if that is up to the benchmarks: it is given the
 * brokers' addresses as {@code BOOTSTRAP_SERVERS} and where to listen as {@code PORT}
 */
record Peer(String name, URI endpoint, @Nullable String command) {

	/**
	 * Starts it without waiting for it.
	 * @param log where its output goes
	 */
	Running start(String bootstrapServers, Path log) {
		if (this.command == null) {
			throw new IllegalStateException(this.name + " is not started by the benchmarks");
		}
		ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec " + this.command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
		builder.environment().put("BOOTSTRAP_SERVERS", bootstrapServers);
		builder.environment().put("PORT", Integer.toString(this.endpoint.getPort()));
		try {
			return new Running(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.name + " cannot be started", ex);
		}
	}

	/**
	 * A peer that runs until it is closed.
	 */
	record Running(Process process) implements AutoCloseable {

		@Override
		public void close() {
			Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
				.toList()
				.forEach(ProcessHandle::destroyForcibly);
			this.process.onExit().join();
		}

	}

}
