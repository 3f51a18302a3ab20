package io.ackline.cluster.supervisor;

import java.util.Locale;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.Node;

/**
 * What can be done to a node.
 */
public enum Action {

	STOP("stopped", "Stops NAME with SIGTERM and waits until it is gone.") {

		@Override
		Node on(LocalCluster cluster, String name) {
			return cluster.stop(name);
		}

	},

	KILL("killed", "Kills NAME with SIGKILL.") {

		@Override
		Node on(LocalCluster cluster, String name) {
			return cluster.kill(name);
		}

	},

	PAUSE("paused", "Freezes NAME (SIGSTOP): its connections stay open, and nobody answers.") {

		@Override
		Node on(LocalCluster cluster, String name) {
			return cluster.pause(name);
		}

	},

	RESUME("resumed", "Lets a paused NAME go on (SIGCONT).") {

		@Override
		Node on(LocalCluster cluster, String name) {
			return cluster.resume(name);
		}

	},

	START("started", "Starts NAME again, on the same port and data.") {

		@Override
		Node on(LocalCluster cluster, String name) {
			return cluster.start(name);
		}

	};

	private final String participle;

	private final String description;

	Action(String participle, String description) {
		this.participle = participle;
		this.description = description;
	}

	abstract Node on(LocalCluster cluster, String name);

	/**
	 * Returns the command's name.
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	public String participle() {
		return this.participle;
	}

	public String description() {
		return this.description;
	}

}
