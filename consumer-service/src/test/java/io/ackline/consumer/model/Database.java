package io.ackline.consumer.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The database of all runs, with a clock that can be put forward: the sessions of the
 * consumers find another {@code now()} before PostgreSQL's own.
 */
final class Database implements AutoCloseable {

	private static final String SETTINGS = "-c search_path=model,pg_catalog,public -c synchronous_commit=off "
			+ "-c lock_timeout=60s -c deadlock_timeout=100ms";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final String url;

	private final String user;

	private final String password;

	private final HikariDataSource observers = new HikariDataSource();

	private final JdbcTemplate jdbc;

	private final List<String> tables;

	private volatile boolean changed;

	Database(String url, String user, String password) {
		this.url = url;
		this.user = user;
		this.password = password;
		this.observers.setJdbcUrl(url);
		this.observers.setUsername(user);
		this.observers.setPassword(password);
		this.observers.setMaximumPoolSize(2);
		this.observers.setConnectionInitSql("set synchronous_commit = off");
		Flyway.configure().dataSource(this.observers).load().migrate();
		this.jdbc = new JdbcTemplate(this.observers);
		this.jdbc.execute(
				"""
						create table effects (number bigserial primary key, id text not null, source text not null, n int not null);
						create schema model;
						create table model.clock (ahead interval not null);
						create function model.now() returns timestamptz language sql stable
						  as 'select pg_catalog.now() + ahead from model.clock'""");
		this.tables = this.jdbc.queryForList("""
				select tablename from pg_tables
				where schemaname = 'public' and tablename <> 'flyway_schema_history'""", String.class);
	}

	/**
	 * Returns connections for consumers.
	 */
	PGSimpleDataSource sessions() {
		PGSimpleDataSource sessions = new PGSimpleDataSource();
		sessions.setUrl(this.url);
		sessions.setUser(this.user);
		sessions.setPassword(this.password);
		sessions.setOptions(SETTINGS);
		return sessions;
	}

	void clear() {
		StringBuilder deletions = new StringBuilder("set session_replication_role = replica;");
		this.tables.forEach((table) -> deletions.append("delete from %s;".formatted(table)));
		this.jdbc.execute(deletions.append("set session_replication_role = origin").toString());
		this.jdbc.update("delete from model.clock");
		this.jdbc.update("insert into model.clock values (interval '0')");
	}

	/**
	 * Has time pass for all consumers.
	 */
	void pass(String interval) {
		this.jdbc.update("update model.clock set ahead = ahead + ?::interval", interval);
	}

	boolean isWaiting(Session session) {
		return Boolean.TRUE.equals(this.jdbc.queryForObject("select cardinality(pg_blocking_pids(?)) > 0",
				Boolean.class, session.process()));
	}

	/**
	 * Ends a session and waits until nothing is left of it.
	 */
	void end(Session session) {
		session.end();
		this.jdbc.queryForObject("select pg_terminate_backend(?)", Boolean.class, session.process());
		// PostgreSQL would wait by itself, but looks only ten times a second.
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (isThere(session) && System.nanoTime() < end) {
			LockSupport.parkNanos(500_000);
		}
	}

	private boolean isThere(Session session) {
		return !this.jdbc.queryForList("select 1 from pg_stat_activity where pid = ?", session.process()).isEmpty();
	}

	/**
	 * Ends all sessions but those of observers, as a restart does.
	 */
	void endSessions() {
		this.jdbc.queryForList("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and application_name = 'ackline-consumer'""");
	}

	/**
	 * Has the statement of a session fail that waits for a lock, as a timeout would.
	 */
	void cancel(Session session) {
		this.jdbc.queryForObject("select pg_cancel_backend(?)", Boolean.class, session.process());
	}

	/**
	 * Notes that something may have been committed.
	 */
	void changed() {
		this.changed = true;
	}

	/**
	 * Returns whether anything may have been committed since this was last asked.
	 */
	boolean hasChanged() {
		boolean result = this.changed;
		this.changed = false;
		return result;
	}

	/**
	 * Returns all rows of all tables, as of one moment.
	 */
	JsonNode snapshot() {
		StringBuilder rows = new StringBuilder("select json_build_object(");
		for (String table : this.tables) {
			rows.append(rows.charAt(rows.length() - 1) == '(' ? "" : ", ")
				.append("'%1$s', (select coalesce(json_agg(t), '[]') from %1$s t)".formatted(table));
		}
		return JsonMapper.shared().readTree(this.jdbc.queryForObject(rows.append(")").toString(), String.class));
	}

	@Override
	public void close() {
		this.observers.close();
	}

}
