package io.ackline.consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ackline.cluster.LocalCluster;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database of a test's own, with the service's schema.
 */
public final class TestDatabase implements AutoCloseable {

	private final HikariDataSource dataSource;

	public TestDatabase(LocalCluster cluster, String name) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(cluster.createDatabase(name));
		config.setUsername(cluster.jdbcUser());
		config.setPassword(cluster.jdbcPassword());
		this.dataSource = new HikariDataSource(config);
		Flyway.configure().dataSource(this.dataSource).load().migrate();
	}

	public JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

	public TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
	}

	/**
	 * Adds receipts of processed events at consecutive offsets of a partition, as old as
	 * they are said to be.
	 */
	public void addReceipts(String topic, int partition, long from, long to, String age) {
		jdbc().update(
				"""
						insert into receipts (id, source, topic, topic_id, partition, "offset", type, key, digest, state,
						  attempts, written_at, first_seen, processed_at)
						select ? || '-' || ? || '-' || n, '/source-' || n % 10, ?, ?::uuid, ?, n, 'some.type', 'key-' || n % 1000,
						  sha256(int8send(n)), 'processed', 1, now() - ?::interval, now() - ?::interval, now() - ?::interval
						from generate_series(?::bigint, ?::bigint) as n""",
				topic, partition, topic, topicId(topic), partition, age, age, age, from, to);
	}

	public void setProgress(String topic, int partition, long next) {
		jdbc().update("""
				insert into partition_progress (topic_id, partition, topic, next_offset, revision)
				values (?::uuid, ?, ?, ?, 1)
				on conflict (topic_id, partition) do update set next_offset = excluded.next_offset""", topicId(topic),
				partition, topic, next);
	}

	private static String topicId(String topic) {
		return "00000000-0000-4000-8000-%012x".formatted(topic.hashCode() & 0xffff_ffffL);
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
