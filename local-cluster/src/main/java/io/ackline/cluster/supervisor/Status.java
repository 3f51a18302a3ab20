package io.ackline.cluster.supervisor;

import java.time.Instant;
import java.util.List;

import io.ackline.cluster.Node;
import io.ackline.cluster.kafka.KafkaStatus;
import org.jspecify.annotations.Nullable;

/**
 * What there is and how it does.
 *
 * @param phase where the supervisor is
 * @param supervisor the supervisor's process id
 * @param processes the nodes
 * @param kafka the brokers' view, null while they do not answer
 */
public record Status(Phase phase, long supervisor, List<ProcessStatus> processes, @Nullable KafkaStatus kafka) {

	public Status {
		processes = List.copyOf(processes);
	}

	/**
	 * A node.
	 *
	 * @param name its name
	 * @param state running, paused, stopped, killed or died
	 * @param pid its process id, null when it does not run
	 * @param port where it listens
	 * @param since when it was last started
	 * @param log where its log is
	 */
	public record ProcessStatus(String name, String state, @Nullable Long pid, int port, @Nullable Instant since,
			String log) {

		static ProcessStatus of(Node node) {
			return new ProcessStatus(node.name(), node.child().state().word(),
					node.child().pid().isPresent() ? node.child().pid().getAsLong() : null, node.port(),
					node.child().since(), node.child().log().path().toString());
		}

	}

}
