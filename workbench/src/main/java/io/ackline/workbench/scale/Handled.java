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
 * @param time from the commit of the first to that of the last
 */
record Handled(long events, Duration time) {

	static Handled of(LocalCluster cluster, String source) {
		try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl(), cluster.jdbcUser(),
				cluster.jdbcPassword()); PreparedStatement statement = connection.prepareStatement("""
						select count(*), coalesce(extract(epoch from max(processed_at) - min(processed_at)), 0) * 1e6
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
		return this.events / Math.max(1e-3, this.time.toNanos() / 1e9);
	}

}
