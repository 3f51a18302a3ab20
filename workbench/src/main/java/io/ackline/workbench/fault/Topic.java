package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.ackline.cluster.process.ClusterFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * A topic, as the brokers describe it at the moment.
 */
record Topic(String name, String bootstrapServers) {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	int partitions() {
		return describe().size();
	}

	/**
	 * Returns when a broker is the only in-sync replica of every partition.
	 * @throws ClusterFailure if it is not in time
	 */
	void awaitOnlyInSync(String broker) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!describe().stream().allMatch((partition) -> isOnlyInSync(broker, partition))) {
			if (System.nanoTime() > deadline) {
				throw new ClusterFailure("%s was not alone in sync in %d s".formatted(broker, PATIENCE.toSeconds()));
			}
			Thread.sleep(100);
		}
	}

	private static boolean isOnlyInSync(String broker, TopicPartitionInfo partition) {
		return partition.isr().stream().map((replica) -> "broker-" + replica.id()).toList().equals(List.of(broker));
	}

	private List<TopicPartitionInfo> describe() {
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers))) {
			return admin.describeTopics(List.of(this.name))
				.allTopicNames()
				.get()
				.values()
				.iterator()
				.next()
				.partitions();
		}
		catch (ExecutionException ex) {
			throw new ClusterFailure("Topic %s cannot be described: %s".formatted(this.name, ex.getCause()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted", ex);
		}
	}

}
