package io.ackline.workbench.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.ackline.cluster.LocalCluster;

/**
 * How far a consumer has come, as its database has it.
 *
 * @param url the database
 * @param query what counts the events that are processed
 */
record Counter(LocalCluster cluster, String url, String query) {

	private static final Duration PATIENCE = Duration.ofMinutes(15);

	private static final double WARM = 0.2;

	/**
	 * Waits until a number of events is processed.
	 * @return events a second, without the first fifth, in which the consumer warms up
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	double rate(long events) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		long first = await((long) (events * WARM), deadline);
		long begin = System.nanoTime();
		long last = await(events, deadline);
		return (last - first) * 1e9 / (System.nanoTime() - begin);
	}

	private long await(long events, long deadline) throws InterruptedException {
		long count = count();
		while (count < events) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException(
						"%d of %d events were processed within %s".formatted(count, events, PATIENCE));
			}
			Thread.sleep(20);
			count = count();
		}
		return count;
	}

	private long count() {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(this.query)) {
			return result.next() ? result.getLong(1) : 0;
		}
		catch (SQLException ex) {
			return 0; // there are no tables yet
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, this.cluster.jdbcUser(), this.cluster.jdbcPassword());
	}

}
