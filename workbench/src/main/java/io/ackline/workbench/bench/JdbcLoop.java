package io.ackline.workbench.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import io.ackline.cluster.LocalCluster;

/**
 * The three statements for 500 events a transaction, in JDBC batches on one connection,
 * with no Kafka and no JSON: what the database does for whoever asks it.
 */
record JdbcLoop(String name, BenchSystem system, Effort effort) implements Contender {

	private static final int BATCH = 500;

	private static final int ACCOUNTS = 1000;

	@Override
	public Sample run() {
		LocalCluster cluster = this.system.cluster();
		try (Connection connection = DriverManager.getConnection(this.system.newDatabase(), cluster.jdbcUser(),
				cluster.jdbcPassword())) {
			try (Statement statement = connection.createStatement()) {
				statement.execute(PeerTables.CREATE);
			}
			connection.setAutoCommit(false);
			int warmUp = this.effort.events() / 5;
			process(connection, 0, warmUp);
			long begin = System.nanoTime();
			process(connection, warmUp, this.effort.events());
			return Sample.of(Measure.RATE, (this.effort.events() - warmUp) * 1e9 / (System.nanoTime() - begin));
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The database refuses: " + ex.getMessage(), ex);
		}
	}

	private static void process(Connection connection, int from, int to) throws SQLException {
		try (PreparedStatement seen = connection.prepareStatement(PeerTables.SEEN);
				PreparedStatement balance = connection.prepareStatement(PeerTables.BALANCE);
				PreparedStatement receipt = connection.prepareStatement(PeerTables.RECEIPT)) {
			for (int begin = from; begin < to; begin += BATCH) {
				for (int number = begin; number < Math.min(begin + BATCH, to); number++) {
					add(seen, "/bench", "event-" + number);
					add(balance, "account-" + number % ACCOUNTS, "EUR", 1299);
					add(receipt, "/bench", "event-" + number, "payments", number % 6, (long) number);
				}
				seen.executeBatch();
				balance.executeBatch();
				receipt.executeBatch();
				connection.commit();
			}
		}
	}

	private static void add(PreparedStatement statement, Object... values) throws SQLException {
		for (int index = 0; index < values.length; index++) {
			statement.setObject(index + 1, values[index]);
		}
		statement.addBatch();
	}

}
