package io.ackline.workbench.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.system.Database;
import io.vertx.core.buffer.Buffer;

/**
 * Events that are POSTed at a steady rate and processed by one consumer. Each event's id
 * tells when it was due, PostgreSQL when its receipt was committed; both clocks are the
 * machine's.
 */
final class EndToEnd implements Contender {

	private static final int RATE = 1000;

	private static final int CONNECTIONS = 64;

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Duration BACKLOG_PATIENCE = Duration.ofMinutes(10);

	private static final String CONSUMER = "end-to-end-consumer";

	private final BenchSystem system;

	private final Effort effort;

	private final String database;

	private int runs;

	private EndToEnd(BenchSystem system, Effort effort, String database) {
		this.system = system;
		this.effort = effort;
		this.database = database;
	}

	/**
	 * Starts a consumer on a database that keeps the times of commits.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	static EndToEnd on(BenchSystem system, Effort effort) throws InterruptedException {
		system.producer(); // the topic is there
		LocalCluster cluster = system.cluster();
		Database.at(cluster.jdbcUrl(), cluster).execute("alter system set track_commit_timestamp = on");
		cluster.stop("postgres");
		cluster.start("postgres");
		String database = system.newDatabase();
		system.start(CONSUMER, "consumer-service",
				Map.of("SPRING_DATASOURCE_URL", database, "SPRING_KAFKA_CONSUMER_GROUPID", CONSUMER),
				BenchSystem.HANDLED_TOPIC_ARGUMENTS);
		system.awaitReady(CONSUMER);
		awaitNothingLeft(new ConsumerApi(system.address(CONSUMER)));
		return new EndToEnd(system, effort, database);
	}

	/**
	 * Returns when the consumer has handled what was on its topics before.
	 */
	private static void awaitNothingLeft(ConsumerApi consumer) throws InterruptedException {
		long deadline = System.nanoTime() + BACKLOG_PATIENCE.toNanos();
		while (consumer.lag().orElse(1) > 0) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("The consumer still has events to handle after " + BACKLOG_PATIENCE);
			}
			Thread.sleep(200);
		}
	}

	@Override
	public String name() {
		return "Ackline";
	}

	/**
	 * Writes all that it can until that gets no faster, has it handled, and then lets
	 * events flow at the rate that is measured until they are handled no sooner. At that
	 * rate alone the brokers and both services would compile for longer than they are
	 * measured, and take the processors' time for it.
	 */
	@Override
	public void warmUp() throws InterruptedException {
		try (HttpLoad load = new HttpLoad(CONNECTIONS)) {
			load.saturateUntilSteady(BenchEvents.singles(this.system.producer(), BenchSystem.HANDLED_TOPIC),
					this.effort.cold());
		}
		awaitNothingLeft(new ConsumerApi(this.system.address(CONSUMER)));
		WarmUp.untilSteady(this.effort.cold(), (part) -> 1 / run(Duration.ZERO, part).value(Measure.P50).orElseThrow());
	}

	@Override
	public Sample run() throws InterruptedException {
		return run(this.effort.warmUp(), this.effort.turn());
	}

	private Sample run(Duration before, Duration measured) throws InterruptedException {
		String run = "e2e" + ++this.runs;
		HttpTarget events = BenchEvents.singles(this.system.producer(), BenchSystem.HANDLED_TOPIC)
			.withBodies((number, due) -> Buffer.buffer(BenchEvents.event((int) number, run + "-" + micros(due))));
		try (HttpLoad load = new HttpLoad(CONNECTIONS)) {
			Turn turn = load.pace(events, RATE, before, measured);
			awaitReceipts(run, turn.sent());
			return latencies(run, micros(turn.begin())).with(Measure.LOAD_SHARE, turn.loadShare());
		}
	}

	/**
	 * Returns the time of day in microseconds that {@link System#nanoTime()} stands for.
	 */
	private static long micros(long nanoTime) {
		long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
		return now - (System.nanoTime() - nanoTime) / 1000;
	}

	private void awaitReceipts(String run, long events) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		String count = "select count(*) from receipts where id like '" + run + "-%'";
		while (query(count).get(0) < events) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException(
						"%.0f of %d events had a receipt within %s".formatted(query(count).get(0), events, PATIENCE));
			}
			Thread.sleep(100);
		}
	}

	private Sample latencies(String run, long begin) {
		List<Double> found = query("""
				select percentile_cont(0.5) within group (order by ms), percentile_cont(0.99) within group (order by ms)
				from (select extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000
				  - split_part(id, '-', 2)::numeric / 1000 as ms, split_part(id, '-', 2)::bigint as due
				  from receipts where id like '%s-%%') as measured
				where due >= %d""".formatted(run, begin));
		return Sample.of(Measure.P50, found.get(0)).with(Measure.P99, found.get(1));
	}

	private List<Double> query(String sql) {
		LocalCluster cluster = this.system.cluster();
		try (Connection connection = DriverManager.getConnection(this.database, cluster.jdbcUser(),
				cluster.jdbcPassword());
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return (result.getMetaData().getColumnCount() == 1) ? List.of(result.getDouble(1))
					: List.of(result.getDouble(1), result.getDouble(2));
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The receipts cannot be read: " + ex.getMessage(), ex);
		}
	}

}
