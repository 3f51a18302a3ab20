package io.ackline.workbench.scale;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.process.ClusterFailure;

/**
 * What receipts say of the events of a source.
 *
 * @param events how many were processed
 * @param time from the commit of the first to that of the last of the middle nine tenths
 * of them: instances hear within a second that they may go on, and stop one after another
 */
record Handled(long events, Duration time) {

	private static final double MIDDLE = 0.9;

	static Handled of(LocalCluster cluster, String source) {
		try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(),
				cluster.jdbcPassword()); PreparedStatement statement = connection.prepareStatement("""
						select count(*), coalesce(extract(epoch from
						  percentile_disc(0.95) within group (order by processed_at)
						  - percentile_disc(0.05) within group (order by processed_at)), 0) * 1e6
						from receipts where source = ? and state = 'processed'""")) {
			statement.setString(1, source);
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				return new Handled(row.getLong(1), Duration.ofNanos(row.getLong(2) * 1000));
			}
		}
		catch (SQLException ex) {
			throw new ClusterFailure("The receipts cannot be read: " + ex.getMessage(), ex);
		}
	}

	double perSecond() {
		return MIDDLE * this.events / Math.max(1e-3, this.time.toNanos() / 1e9);
	}

}
