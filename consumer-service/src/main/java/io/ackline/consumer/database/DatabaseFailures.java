package io.ackline.consumer.database;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Tells failures that say something about the database from those that say something
 * about an event.
 */
public final class DatabaseFailures {

	private static final Set<String> CLASSES = Set.of("08", "40", "53", "57");

	private static final Set<String> STATES = Set.of("55P03", "25P03", "25006");

	private static final int MAX_STORED = 1000;

	private DatabaseFailures() {
	}

	/**
	 * Returns whether a failure is the database's: it is away, it is overloaded, or it
	 * chose this transaction to give way to others.
	 */
	public static boolean isCauseOf(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CannotGetJdbcConnectionException || cause instanceof CannotCreateTransactionException
					|| cause instanceof SQLTransientConnectionException) {
				return true;
			}
			if (cause instanceof SQLException sql && (isDatabase(sql.getSQLState()) || isClosed(sql))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether a statement failed for want of its table: the schema is not there
	 * yet.
	 */
	public static boolean isWithoutSchema(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && "42P01".equals(sql.getSQLState())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether trying again at once can help: other transactions were in the way.
	 */
	public static boolean isContention(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getSQLState() != null
					&& (sql.getSQLState().startsWith("40") || sql.getSQLState().equals("55P03"))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether a statement was refused because one before it had failed, which was
	 * ignored.
	 */
	public static boolean isConsequence(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && "25P02".equals(sql.getSQLState())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isDatabase(@Nullable String state) {
		return state != null && state.length() == 5
				&& (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
	}

	/**
	 * Returns whether a connection was used that the pool has already given up, of which
	 * HikariCP says no SQLState.
	 */
	private static boolean isClosed(SQLException ex) {
		return ex.getSQLState() == null && "Connection is closed".equals(ex.getMessage());
	}

	/**
	 * Returns the message of the innermost cause, in one line.
	 */
	public static String message(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		String message = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return message.lines().findFirst().orElse(message);
	}

	/**
	 * Returns what a failure says, as text that PostgreSQL stores, cut to a length that
	 * people read.
	 */
	public static String storable(Throwable failure) {
		String text = (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getName();
		String shown = (text.length() <= MAX_STORED) ? text : text.substring(0, MAX_STORED) + "…";
		return new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
	}

}
