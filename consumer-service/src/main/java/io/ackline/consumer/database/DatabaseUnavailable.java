package io.ackline.consumer.database;

/**
 * The database is away, or made a transaction give way to others. Whether the transaction
 * was committed is not known. Trying again later helps.
 */
public class DatabaseUnavailable extends RuntimeException {

	public DatabaseUnavailable(Throwable cause) {
		super(DatabaseFailures.message(cause), cause);
	}

	/**
	 * Returns whether only other transactions were in the way, so that the database is
	 * there for everyone else.
	 */
	public boolean isContention() {
		return DatabaseFailures.isContention(getCause());
	}

}
