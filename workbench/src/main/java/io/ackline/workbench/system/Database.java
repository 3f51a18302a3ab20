package io.ackline.workbench.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.process.ClusterFailure;

/**
 * A database of a system, for what is done with SQL.
 */
public record Database(String url, String user, String password) {

	/**
	 * Returns the database of the cluster's user at a JDBC address.
	 */
	public static Database at(String url, LocalCluster cluster) {
		return new Database(url, cluster.jdbcUser(), cluster.jdbcPassword());
	}

	/**
	 * Executes a statement on a connection of its own.
	 * @throws ClusterFailure if the database refuses it, or is not there
	 */
	public void execute(String sql) {
		try (Connection connection = DriverManager.getConnection(this.url, this.user, this.password);
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new ClusterFailure("The database refuses: " + ex.getMessage(), ex);
		}
	}

}
