package io.ackline.workbench.machine;

import java.util.Optional;

import io.ackline.cluster.Surroundings;
import io.ackline.cluster.process.ChildSpec;

/**
 * The surroundings of a system whose machine is to be broken, as far as this machine and
 * the rights of this process allow it.
 */
public final class Machine implements Surroundings {

	/**
	 * Says that this process was started in namespaces of its own for network and mounts.
	 */
	private static final String ISOLATED = "ackline.isolated";

	private final Optional<PrivateNetwork> network;

	private Machine(Optional<PrivateNetwork> network) {
		this.network = network;
	}

	/**
	 * Returns what this machine allows.
	 */
	public static Machine here() {
		return new Machine(Boolean.getBoolean(ISOLATED) ? Optional.of(PrivateNetwork.create()) : Optional.empty());
	}

	/**
	 * Returns a machine of which nothing can be broken.
	 */
	public static Machine untouched() {
		return new Machine(Optional.empty());
	}

	/**
	 * Returns the network between the nodes, if it is theirs alone.
	 */
	public Optional<PrivateNetwork> network() {
		return this.network;
	}

	@Override
	public String address(String node) {
		return this.network.map((there) -> there.address(node)).orElseGet(() -> LOOPBACK.address(node));
	}

	@Override
	public ChildSpec around(ChildSpec spec) {
		return this.network.map((there) -> there.around(spec)).orElse(spec);
	}

}
