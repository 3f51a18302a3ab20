package io.ackline.workbench.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.PortPlan;
import io.ackline.cluster.process.ChildSpec;
import io.ackline.cluster.process.Command;
import io.ackline.cluster.process.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Another service that takes records as Kafka REST v2 has them.
 *
 * @param command what starts it, if that is up to the benchmarks: it is given the
 * brokers' addresses as {@code BOOTSTRAP_SERVERS} and where to listen as {@code PORT}
 */
record Peer(String name, URI endpoint, @Nullable String command) {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Returns a peer that the benchmarks start.
	 */
	static Peer launched(String name, @Nullable String command) {
		return new Peer(name, URI.create("http://127.0.0.1:" + PortPlan.free(0, 1).brokers().get(0)), command);
	}

	/**
	 * Returns a peer like this one, elsewhere.
	 */
	Peer another() {
		return launched(this.name, this.command);
	}

	/**
	 * Returns how it is started.
	 * @param logs the folder where its output goes
	 */
	ChildSpec spec(String bootstrapServers, Path logs) {
		if (this.command == null) {
			throw new IllegalStateException(this.name + " is not started by the benchmarks");
		}
		String process = "%s-%d".formatted(this.name, this.endpoint.getPort());
		Command command = new Command(List.of(), List.of("/bin/sh", "-c", "exec " + this.command));
		Map<String, String> environment = Map.of("BOOTSTRAP_SERVERS", bootstrapServers, "PORT",
				Integer.toString(this.endpoint.getPort()));
		return new ChildSpec(process, command, environment, Path.of("").toAbsolutePath(),
				logs.resolve(process + ".log"), Signal.TERM, PATIENCE);
	}

}
