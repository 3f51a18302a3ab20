package io.ackline.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.ackline.cluster.kafka.KafkaPrograms;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster shall be.
 */
public final class LocalClusterBuilder {

	private int brokers = 3;

	private int zookeepers = 1;

	private @Nullable Path directory;

	private @Nullable PortPlan ports;

	private Progress progress = Progress.NONE;

	private Surroundings surroundings = Surroundings.LOOPBACK;

	private List<String> brokerOptions = KafkaPrograms.QUICK_START;

	LocalClusterBuilder() {
	}

	/**
	 * Sets how many brokers there are, 1 to 9.
	 */
	public LocalClusterBuilder brokers(int brokers) {
		this.brokers = inRange("brokers", brokers);
		return this;
	}

	/**
	 * Sets how many ZooKeeper servers there are, 1 to 9.
	 */
	public LocalClusterBuilder zookeepers(int zookeepers) {
		this.zookeepers = inRange("ZooKeeper servers", zookeepers);
		return this;
	}

	/**
	 * Sets the folder for data, settings and logs. What an earlier cluster left in it is
	 * used: its data, and its processes are ended. Without one, each cluster has a fresh
	 * folder.
	 */
	public LocalClusterBuilder directory(Path directory) {
		this.directory = directory.toAbsolutePath();
		return this;
	}

	/**
	 * Sets the ports, and with them how many brokers and ZooKeeper servers there are.
	 */
	public LocalClusterBuilder ports(PortPlan ports) {
		this.ports = ports;
		return this;
	}

	/**
	 * Sets who is told of each step.
	 */
	public LocalClusterBuilder progress(Progress progress) {
		this.progress = progress;
		return this;
	}

	/**
	 * Sets what the nodes live in.
	 */
	public LocalClusterBuilder surroundings(Surroundings surroundings) {
		this.surroundings = surroundings;
		return this;
	}

	/**
	 * Sets the brokers' JVM options, instead of those with which they start quickly and
	 * take little.
	 */
	public LocalClusterBuilder brokerOptions(List<String> brokerOptions) {
		this.brokerOptions = List.copyOf(brokerOptions);
		return this;
	}

	/**
	 * Starts the cluster and returns when PostgreSQL lets its user in and every broker
	 * has joined.
	 */
	public LocalCluster start() {
		LocalCluster cluster = build();
		cluster.start();
		return cluster;
	}

	/**
	 * Returns the cluster with nothing started yet.
	 */
	public LocalCluster build() {
		try {
			Path folder = (this.directory != null) ? this.directory : fresh();
			Files.createDirectories(folder.resolve("logs"));
			PortPlan plan = (this.ports != null) ? this.ports : PortPlan.free(this.zookeepers, this.brokers);
			return new LocalCluster(folder, this.directory == null, plan, this.progress, this.surroundings,
					this.brokerOptions);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The cluster's folder cannot be made", ex);
		}
	}

	/**
	 * Makes a folder where a build puts its output, so that its clean removes it, if
	 * there is such a place.
	 */
	private static Path fresh() throws IOException {
		Path target = Path.of("target").toAbsolutePath();
		String prefix = "local-cluster-";
		return Files.isDirectory(target) ? Files.createTempDirectory(target, prefix)
				: Files.createTempDirectory(prefix);
	}

	private static int inRange(String what, int number) {
		if (number < 1 || number > 9) {
			throw new IllegalArgumentException("There can be 1 to 9 " + what + ", not " + number);
		}
		return number;
	}

}
