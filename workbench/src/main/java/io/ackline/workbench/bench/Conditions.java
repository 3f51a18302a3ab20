package io.ackline.workbench.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import io.ackline.cluster.LocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;

/**
 * With what settings it was measured, as the brokers and PostgreSQL tell them themselves.
 */
final class Conditions {

	private static final List<String> BROKER_SETTINGS = List.of("log.flush.interval.messages", "log.flush.interval.ms",
			"num.io.threads", "num.network.threads", "num.replica.fetchers", "replica.lag.time.max.ms");

	private static final List<String> POSTGRES_SETTINGS = List.of("fsync", "synchronous_commit", "full_page_writes",
			"wal_sync_method", "shared_buffers", "max_wal_size", "server_version");

	private Conditions() {
	}

	/**
	 * Returns a line for each of those who have settings.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	static List<String> of(BenchSystem system) throws InterruptedException {
		LocalCluster cluster = system.cluster();
		return List.of(
				"Topic `%s`: 6 partitions, 3 replicas, min ISR 2, written to with acks=all; an event of 200 bytes of data is a record of %d bytes, key and headers counted."
					.formatted(BenchSystem.TOPIC, system.recordSize()),
				"Brokers, with %s: %s.".formatted(String.join(" ", BenchSystem.BROKER_OPTIONS),
						String.join(", ", broker(cluster))),
				"Kafka's own producer has Ackline's settings: %s."
					.formatted(String.join(", ", KafkaProducerContender.SETTINGS)),
				"PostgreSQL: %s.".formatted(String.join(", ", postgres(cluster))),
				"Services: %s, %s.".formatted(BenchSystem.HEAP, "else as they come; a consumer has 3 members"));
	}

	private static List<String> broker(LocalCluster cluster) throws InterruptedException {
		ConfigResource first = new ConfigResource(ConfigResource.Type.BROKER, "1");
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
			Config config = Objects.requireNonNull(admin.describeConfigs(List.of(first)).all().get().get(first));
			return BROKER_SETTINGS.stream()
				.map((name) -> (config.get(name) != null) ? name + "=" + config.get(name).value() : name)
				.toList();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The brokers do not tell their settings", ex.getCause());
		}
	}

	private static List<String> postgres(LocalCluster cluster) {
		List<String> settings = new ArrayList<>();
		try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(),
				cluster.jdbcPassword()); Statement statement = connection.createStatement()) {
			for (String name : POSTGRES_SETTINGS) {
				try (ResultSet value = statement.executeQuery("show " + name)) {
					value.next();
					settings.add(name + "=" + value.getString(1));
				}
			}
			return settings;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("PostgreSQL does not tell its settings: " + ex.getMessage(), ex);
		}
	}

}
