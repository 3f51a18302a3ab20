package io.ackline.workbench.fault;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import io.ackline.cluster.Progress;

/**
 * What is still awaited while a system starts.
 */
final class Starting implements Progress {

	private final Set<String> awaited = Collections.synchronizedSet(new LinkedHashSet<>());

	@Override
	public void begun(String step) {
		this.awaited.add(step);
	}

	@Override
	public void done(String step) {
		this.awaited.remove(step);
	}

	@Override
	public void note(String text) {
		// Nobody has to know.
	}

	@Override
	public String toString() {
		synchronized (this.awaited) {
			return this.awaited.isEmpty() ? "..." : "waiting for " + String.join(", ", this.awaited);
		}
	}

}
