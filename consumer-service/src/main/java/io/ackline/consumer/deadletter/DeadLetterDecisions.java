package io.ackline.consumer.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.ackline.consumer.database.Conditions;
import io.ackline.consumer.progress.LogPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What is decided on dead letters. A letter is decided on once: whoever comes second
 * changes nothing.
 */
@Repository
class DeadLetterDecisions {

	private static final String UNDECIDED = "state in ('dead', 'scheduled')";

	private final JdbcTemplate jdbc;

	DeadLetterDecisions(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns the event of a letter.
	 */
	Optional<BuriedEvent> find(long number) {
		return this.jdbc.query("""
				select number, topic_id, topic, partition, receipt_id, receipt_source, type, key, reason, "offset",
				  timestamp, timestamp_type, raw_key, raw_value, raw_headers
				from dead_letters where number = ?""", DeadLetterDecisions::event, number).stream().findFirst();
	}

	private static BuriedEvent event(ResultSet row, int n) throws SQLException {
		UnpublishedLetter.Original original = new UnpublishedLetter.Original(row.getString(3), row.getInt(4),
				row.getLong(10), row.getLong(11), row.getString(12), row.getBytes(13), row.getBytes(14),
				row.getBytes(15));
		return new BuriedEvent(row.getLong(1),
				LogPartition.of(row.getObject(2, UUID.class), row.getString(3), row.getInt(4)), row.getString(5),
				row.getString(6), row.getString(7), row.getString(8), row.getString(9), original.kafkaRecord());
	}

	/**
	 * Notes that a letter's event is handed back to its key's queue, within the current
	 * transaction.
	 * @param by who decided it, {@code null} for whoever scheduled it
	 * @return whether the letter was undecided
	 */
	boolean retried(long number, @Nullable String by) {
		return this.jdbc.update("""
				update dead_letters
				set state = 'retried', retry_at = null, decided_at = now(), decided_by = coalesce(?, decided_by)
				where number = ? and\s""" + UNDECIDED, by, number) == 1;
	}

	/**
	 * Notes that a letter's event will not be handled.
	 * @return whether the letter was undecided
	 */
	boolean discarded(long number, String reason, String by) {
		return this.jdbc.update("""
				update dead_letters
				set state = 'discarded', retry_at = null, decided_at = now(), decided_by = ?, decision = ?
				where number = ? and\s""" + UNDECIDED, by, reason, number) == 1;
	}

	/**
	 * Schedules the retry of letters that are asked for and can be retried, the oldest
	 * first. Those that were scheduled already are scheduled anew.
	 * @param rate letters in a second
	 */
	Schedule schedule(DeadLetterQuery query, int limit, double rate, String by) {
		Conditions conditions = retryable(query);
		return this.jdbc.query("""
				with chosen as materialized (
				  select number, row_number() over (order by number) - 1 as place from (
				    select number from dead_letters %s order by number limit ? for no key update) found),
				scheduled as (
				  update dead_letters letter
				  set state = 'scheduled', retry_at = now() + chosen.place * ? * interval '1 second', decided_by = ?
				  from chosen where letter.number = chosen.number returning retry_at)
				select count(*), min(retry_at), max(retry_at) from scheduled""".formatted(conditions), (rows) -> {
			rows.next();
			return new Schedule(rows.getInt(1), rate, instant(rows.getTimestamp(2)), instant(rows.getTimestamp(3)));
		}, conditions.values(limit, 1 / rate, by));
	}

	private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

	private static Conditions retryable(DeadLetterQuery query) {
		Conditions conditions = query.conditions();
		conditions.add(UNDECIDED + " and reason not in (?, ?)", DeadLetter.Reason.UNDECODABLE.text(),
				DeadLetter.Reason.ID_CONFLICT.text());
		return conditions;
	}

	/**
	 * Takes letters that are asked for off the schedule.
	 * @return how many there were
	 */
	int unschedule(DeadLetterQuery query) {
		Conditions conditions = query.conditions();
		conditions.add("state = ?::dead_letter_state", "scheduled");
		return this.jdbc.update(
				"update dead_letters set state = 'dead', retry_at = null, decided_by = null %s".formatted(conditions),
				conditions.values());
	}

	/**
	 * Takes a letter off the schedule.
	 */
	void unschedule(long number) {
		this.jdbc.update("""
				update dead_letters set state = 'dead', retry_at = null, decided_by = null
				where number = ? and state = 'scheduled'""", number);
	}

	/**
	 * Returns the letters whose time to be retried has come, in its order.
	 */
	List<Due> due(int limit) {
		return this.jdbc.query("""
				select number, topic_id, topic, partition from dead_letters
				where state = 'scheduled' and retry_at <= now() order by retry_at, number limit ?""",
				(row, n) -> new Due(row.getLong(1),
						LogPartition.of(row.getObject(2, UUID.class), row.getString(3), row.getInt(4))),
				limit);
	}

	/**
	 * Deletes letters that were decided on long ago and are in Kafka, the oldest first.
	 * @return how many there were
	 */
	int purge(Duration retention, int limit) {
		return this.jdbc.update("""
				with old as materialized (
				  select number from dead_letters
				  where state in ('retried', 'discarded') and published_at is not null
				    and decided_at < now() - ? * interval '1 millisecond'
				  order by decided_at limit ? for update skip locked)
				delete from dead_letters where number in (select number from old)""", retention.toMillis(), limit);
	}

	/**
	 * A letter that is to be retried now.
	 */
	record Due(long number, LogPartition partition) {
	}

	/**
	 * The retries that were scheduled.
	 *
	 * @param scheduled how many there are
	 * @param rate how many there are in a second
	 * @param first the time of the first
	 * @param last the time of the last
	 */
	record Schedule(int scheduled, double rate, @Nullable Instant first, @Nullable Instant last) {
	}

}
