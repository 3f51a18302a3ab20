package io.ackline.cluster.supervisor;

import java.nio.file.Path;

/**
 * Where things are in a checkout.
 *
 * @param root the folder of the {@code ackline} script
 */
public record Layout(Path root) {

	/**
	 * What the inspector's JVM is told: it is a guest beside what it looks at.
	 */
	public static final String INSPECTOR_OPTIONS = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

	/**
	 * Returns the folder of data, logs and all that is not kept in version control.
	 */
	public Path directory() {
		return this.root.resolve(".ackline");
	}

	public Path logs() {
		return directory().resolve("logs");
	}

	public Path ledger() {
		return directory().resolve("children.json");
	}

	Path lock() {
		return directory().resolve("lock");
	}

	Path record() {
		return directory().resolve("supervisor.json");
	}

	/**
	 * Returns where the executable jar of a module is.
	 */
	public Path jar(String service) {
		return this.root.resolve(service).resolve("target").resolve(service + ".jar");
	}

}
