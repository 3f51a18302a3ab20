package io.ackline.cluster.kafka;

import io.ackline.cluster.process.ClusterFailure;

/**
 * No broker has answered a question, which the next moment may change.
 */
public final class BrokersSilent extends ClusterFailure {

	BrokersSilent(Throwable cause) {
		super("The brokers do not answer (" + cause.getMessage() + "); ./ackline status shows which are running",
				cause);
	}

}
