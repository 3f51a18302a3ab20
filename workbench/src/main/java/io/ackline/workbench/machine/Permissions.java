package io.ackline.workbench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.ackline.cluster.process.ChildSpec;

/**
 * Permissions of files, which brokers have to heed. Root may write to folders that nobody
 * may write to; that right is taken from its brokers.
 *
 * @param wrapper what takes it; empty if the user has no such right
 */
record Permissions(List<String> wrapper) {

	private static final List<String> NO_OVERRIDE = List.of("setpriv", "--bounding-set",
			"-dac_override,-dac_read_search", "--");

	/**
	 * Returns the permissions, nothing if root's rights cannot be taken.
	 */
	static Optional<Permissions> here() {
		if (!"root".equals(System.getProperty("user.name"))) {
			return Optional.of(new Permissions(List.of()));
		}
		List<String> trial = new ArrayList<>(NO_OVERRIDE);
		trial.add("true");
		return Tool.succeeds(trial.toArray(String[]::new)) ? Optional.of(new Permissions(NO_OVERRIDE))
				: Optional.empty();
	}

	ChildSpec around(ChildSpec spec) {
		return spec.name().startsWith("broker-") ? spec.inside(this.wrapper) : spec;
	}

}
