package io.ackline.workbench.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Instances of consumer-service that start with nothing and work through a backlog.
 */
final class AcklineConsumer implements Contender {

	private static final String PROGRESS = "select coalesce(sum(next_offset), 0) from partition_progress where topic = 'payments'";

	/**
	 * Takes back what the service has processed since it made the tables.
	 */
	private static final String EMPTY = """
			do $$ declare name text; begin
			  for name in select tablename from pg_tables where schemaname = 'public' and tablename !~ 'flyway' loop
			    execute format('truncate table %I cascade', name);
			  end loop;
			end $$""";

	private static final String RECEIPTS = """
			insert into receipts (id, source, topic, topic_id, "offset", partition, attempts, written_at,
			  first_seen, processed_at, state, type, key, digest)
			select gen_random_uuid()::text, '/ackline/payments', 'payments', '00000000-0000-0000-0000-000000000001',
			  n / 6, n %% 6, 1, now(), now(), now(), 'processed', 'payment.captured', 'account-' || n %% 1000,
			  sha256(int8send(n))
			from generate_series(1, %d::bigint) n""";

	private static final AtomicInteger GROUPS = new AtomicInteger();

	private final String name;

	private final BenchSystem system;

	private final PaymentBacklog backlog;

	private final int instances;

	private final int receipts;

	/**
	 * Creates a contender.
	 * @param instances how many there are
	 * @param receipts how many receipts of other events are stored before
	 */
	AcklineConsumer(String name, BenchSystem system, PaymentBacklog backlog, int instances, int receipts) {
		this.name = name;
		this.system = system;
		this.backlog = backlog;
		this.instances = instances;
		this.receipts = receipts;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Sample run() throws InterruptedException {
		String group = "bench-" + GROUPS.incrementAndGet();
		String database = this.system.newDatabase();
		if (this.receipts > 0) {
			makeTables(group + "-tables", database);
			storeReceipts(database);
		}
		List<String> names = IntStream.rangeClosed(1, this.instances)
			.mapToObj((number) -> group + "-consumer-" + number)
			.toList();
		names.forEach((name) -> start(name, group, database));
		try {
			return Sample.of(Measure.RATE,
					new Counter(this.system.cluster(), database, PROGRESS).rate(this.backlog.events()));
		}
		finally {
			names.forEach(this.system.cluster()::kill);
		}
	}

	/**
	 * Lets the service make its tables, in a group of its own.
	 */
	private void makeTables(String name, String database) throws InterruptedException {
		start(name, name, database);
		this.system.awaitReady(name);
		this.system.cluster().kill(name);
	}

	private void start(String name, String group, String database) {
		this.system.start(name, "consumer-service",
				Map.of("SPRING_DATASOURCE_URL", database, "SPRING_KAFKA_CONSUMER_GROUPID", group), List.of());
	}

	private void storeReceipts(String database) {
		try (Connection connection = DriverManager.getConnection(database, this.system.cluster().jdbcUser(),
				this.system.cluster().jdbcPassword()); Statement statement = connection.createStatement()) {
			statement.execute(EMPTY);
			statement.execute(RECEIPTS.formatted(this.receipts));
			statement.execute("vacuum analyze receipts");
			statement.execute("checkpoint");
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Receipts could not be stored: " + ex.getMessage(), ex);
		}
	}

}
