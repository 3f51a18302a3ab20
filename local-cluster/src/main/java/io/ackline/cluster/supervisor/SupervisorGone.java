package io.ackline.cluster.supervisor;

import io.ackline.cluster.process.ClusterFailure;

/**
 * The supervisor has ended, or does not answer any more.
 */
public final class SupervisorGone extends ClusterFailure {

	SupervisorGone(Throwable cause) {
		super("The supervisor does not answer (" + cause.getMessage() + "); ./ackline down ends what it has left",
				cause);
	}

}
