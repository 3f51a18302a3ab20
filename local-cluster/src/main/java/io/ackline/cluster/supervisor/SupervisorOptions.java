package io.ackline.cluster.supervisor;

import io.ackline.cluster.PortPlan;

/**
 * What a supervisor is told when it is started.
 *
 * @param root the checkout's folder
 * @param size how much of everything to start
 * @param ports where everything listens
 * @param tied whether the end of its input is to end it
 */
record SupervisorOptions(String root, Size size, PortChoice ports, boolean tied) {

	/**
	 * Which ports to take.
	 */
	enum PortChoice {

		/** Those that everybody expects. */
		WELL_KNOWN,

		/** Any that are free, so that tests disturb nobody. */
		FREE;

		PortPlan plan(Size size) {
			return (this == FREE) ? PortPlan.free(size.zookeepers(), size.brokers())
					: PortPlan.wellKnown(size.zookeepers(), size.brokers());
		}

	}

}
