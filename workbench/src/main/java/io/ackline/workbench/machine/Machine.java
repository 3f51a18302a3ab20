package io.ackline.workbench.machine;

import java.nio.file.Path;
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

	private final Optional<Permissions> permissions;

	private final Optional<Clocks> clocks;

	private Machine(Optional<PrivateNetwork> network, Optional<Permissions> permissions, Optional<Clocks> clocks) {
		this.network = network;
		this.permissions = permissions;
		this.clocks = clocks;
	}

	/**
	 * Returns what this machine allows.
	 * @param folder where it may keep files
	 */
	public static Machine here(Path folder) {
		return new Machine(Boolean.getBoolean(ISOLATED) ? Optional.of(PrivateNetwork.create()) : Optional.empty(),
				Permissions.here(), Clocks.here(folder));
	}

	/**
	 * Returns a machine of which nothing can be broken.
	 */
	public static Machine untouched() {
		return new Machine(Optional.empty(), Optional.empty(), Optional.empty());
	}

	/**
	 * Returns the network between the nodes, if it is theirs alone.
	 */
	public Optional<PrivateNetwork> network() {
		return this.network;
	}

	/**
	 * Returns whether file systems can be mounted that are gone with this process.
	 */
	public boolean mounts() {
		// Both namespaces come together.
		return this.network.isPresent();
	}

	/**
	 * Returns whether there are folders that a broker may not write to.
	 */
	public boolean heedsPermissions() {
		return this.permissions.isPresent();
	}

	/**
	 * Returns the nodes' clocks, if they can be set.
	 */
	public Optional<Clocks> clocks() {
		return this.clocks;
	}

	@Override
	public String address(String node) {
		return this.network.map((there) -> there.address(node)).orElseGet(() -> LOOPBACK.address(node));
	}

	@Override
	public ChildSpec around(ChildSpec spec) {
		ChildSpec permitted = this.permissions.map((there) -> there.around(spec)).orElse(spec);
		ChildSpec clocked = this.clocks.map((there) -> there.around(permitted)).orElse(permitted);
		return this.network.map((there) -> there.around(clocked)).orElse(clocked);
	}

}
