package io.ackline.consumer.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The dead letters that are still to be published. Whoever claims one has it for the time
 * of a lease, so that no transaction is open while Kafka is waited for; a claim that came
 * to nothing ends with its lease. A lease that ends too early has its letter published
 * twice, with one death id.
 */
@Repository
class DeadLetterOutbox {

	private final JdbcTemplate jdbc;

	DeadLetterOutbox(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Claims letters, the oldest first.
	 * @param lease how long nobody else may claim them
	 */
	List<UnpublishedLetter> claim(int limit, Duration lease) {
		return this.jdbc.query("""
				with due as materialized (
				  select number from dead_letters where published_at is null and publish_after <= now()
				  order by publish_after, number limit ? for no key update skip locked),
				claimed as (
				  update dead_letters letter
				  set publish_after = now() + ? * interval '1 millisecond', publish_attempts = publish_attempts + 1
				  from due where letter.number = due.number returning letter.*)
				select number, death_id, reason, error, exception, exception_cause, attempts, topic, partition,
				  "offset", timestamp, timestamp_type, raw_key, raw_value, raw_headers
				from claimed order by number""", DeadLetterOutbox::letter, limit, lease.toMillis());
	}

	private static UnpublishedLetter letter(ResultSet row, int n) throws SQLException {
		return new UnpublishedLetter(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getString(4),
				row.getString(5), row.getString(6), row.getInt(7),
				new UnpublishedLetter.Original(row.getString(8), row.getInt(9), row.getLong(10), row.getLong(11),
						row.getString(12), row.getBytes(13), row.getBytes(14), row.getBytes(15)));
	}

	/**
	 * Notes that letters are in Kafka.
	 */
	void published(Collection<Long> numbers) {
		this.jdbc.update("update dead_letters set published_at = now() where number = any(?) and published_at is null",
				array(numbers));
	}

	/**
	 * Gives letters back, to be claimed again later: after a second at first, after a
	 * minute at most.
	 */
	void postpone(Collection<Long> numbers) {
		this.jdbc.update("""
				update dead_letters
				set publish_after = now() + least(60, power(2, least(publish_attempts - 1, 6))) * interval '1 second'
				where number = any(?) and published_at is null""", array(numbers));
	}

	private static SqlArrayValue array(Collection<Long> numbers) {
		return new SqlArrayValue("int8", (Object[]) numbers.toArray(Long[]::new));
	}

}
