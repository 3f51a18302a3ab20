package io.ackline.workbench.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ReplicaInfo;

/**
 * By how much the brokers' logs grow for each event, all replicas together, without their
 * indexes.
 */
record Stored(String name, BenchSystem system, ExperimentTopic topic, Effort effort) implements Contender {

	private static final int CONNECTIONS = 4;

	@Override
	public Sample run() throws InterruptedException {
		HttpTarget batches = this.topic.batches(this.system, this.effort, "all");
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, this.system.cluster().bootstrapServers()));
				HttpLoad load = new HttpLoad(CONNECTIONS)) {
			long before = size(admin);
			Turn turn = load.saturate(batches, Duration.ZERO, this.effort.turn());
			return Sample.of(Measure.STORED, (double) (size(admin) - before) / (turn.sent() * batches.events()));
		}
	}

	/**
	 * Returns the size of all the topic's replicas, which with acks=all and each in sync
	 * have all that was acknowledged.
	 */
	private long size(Admin admin) throws InterruptedException {
		try {
			return admin.describeLogDirs(List.of(1, 2, 3))
				.allDescriptions()
				.get()
				.values()
				.stream()
				.flatMap((directories) -> directories.values().stream())
				.flatMap((directory) -> directory.replicaInfos().entrySet().stream())
				.filter((replica) -> replica.getKey().topic().equals(this.topic.name()))
				.map(Map.Entry::getValue)
				.mapToLong(ReplicaInfo::size)
				.sum();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The brokers do not tell what their logs have", ex.getCause());
		}
	}

}
