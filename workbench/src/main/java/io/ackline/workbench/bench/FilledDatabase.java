package io.ackline.workbench.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.workbench.system.Database;
import org.jspecify.annotations.Nullable;

/**
 * A database with receipts in it, which is made once, and of which each round has a copy.
 */
final class FilledDatabase {

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

	private static final AtomicInteger FILLED = new AtomicInteger();

	private final BenchSystem system;

	private final int receipts;

	private @Nullable String filled;

	/**
	 * Creates one that is not made yet.
	 * @param receipts how many receipts are in it; with none, there is nothing in it
	 */
	FilledDatabase(BenchSystem system, int receipts) {
		this.system = system;
		this.receipts = receipts;
	}

	/**
	 * Makes it.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void fill() throws InterruptedException {
		if (this.receipts == 0) {
			return;
		}
		String address = this.system.newDatabase();
		makeTables("filling-" + FILLED.incrementAndGet(), address);
		execute(address, EMPTY);
		execute(address, RECEIPTS.formatted(this.receipts));
		execute(address, "vacuum analyze receipts");
		this.filled = address;
	}

	/**
	 * Lets the service make its tables, in a group of its own.
	 */
	private void makeTables(String name, String address) throws InterruptedException {
		this.system.start(name, "consumer-service",
				Map.of("SPRING_DATASOURCE_URL", address, "SPRING_KAFKA_CONSUMER_GROUPID", name), List.of());
		this.system.awaitReady(name);
		this.system.cluster().kill(name);
	}

	/**
	 * Returns the address of a database like it that nobody has used.
	 */
	String fresh() {
		String address = (this.filled != null) ? this.system.copyOf(this.filled) : this.system.newDatabase();
		execute(address, "checkpoint");
		return address;
	}

	private void execute(String address, String sql) {
		Database.at(address, this.system.cluster()).execute(sql);
	}

}
