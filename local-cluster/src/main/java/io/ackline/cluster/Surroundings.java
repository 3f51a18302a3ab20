package io.ackline.cluster;

import io.ackline.cluster.process.ChildSpec;

/**
 * What nodes live in: where each is reached, and what is put around its process.
 */
public interface Surroundings {

	/** All nodes on this machine's loopback interface, with nothing around them. */
	Surroundings LOOPBACK = new Surroundings() {
	};

	/**
	 * Returns the address that a node listens on, the same over all its lives.
	 */
	default String address(String node) {
		return "127.0.0.1";
	}

	/**
	 * Returns how a node is started, from how it would be without surroundings. Asked
	 * before each start.
	 */
	default ChildSpec around(ChildSpec spec) {
		return spec;
	}

}
