package io.ackline.workbench.fault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.ackline.cluster.process.ClusterFailure;

/**
 * The consumers' database, for faults that are made with SQL.
 */
record Database(String url, String user, String password) {

	/**
	 * Executes a statement on a connection of its own.
	 */
	void execute(String sql) {
		try (Connection connection = DriverManager.getConnection(this.url, this.user, this.password);
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new ClusterFailure("The database refuses: " + ex.getMessage(), ex);
		}
	}

}
