package io.ackline.consumer.model;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;

/**
 * A connection to the database, with the process that serves it there.
 */
final class Session {

	private final Connection connection;

	private final int process;

	private boolean ended;

	Session(Connection connection) throws SQLException {
		this.connection = connection;
		this.process = connection.unwrap(PGConnection.class).getBackendPID();
	}

	Connection connection() {
		return this.connection;
	}

	int process() {
		return this.process;
	}

	void end() {
		this.ended = true;
	}

	boolean isUsable() throws SQLException {
		return !this.ended && !this.connection.isClosed() && this.connection.getAutoCommit();
	}

}
