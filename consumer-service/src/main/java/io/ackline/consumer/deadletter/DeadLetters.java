package io.ackline.consumer.deadletter;

import java.util.Comparator;
import java.util.List;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.StoredHeaders;
import io.ackline.events.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The rows of dead letters, each with its record as it was read, so that nothing of it is
 * lost. An event that dies again after a retry gets a row of its own: what was decided on
 * its earlier death stays to be seen.
 */
@Repository
public class DeadLetters {

	/**
	 * The last millisecond of the year 9999.
	 */
	private static final long LAST_TIME = 253_402_300_799_999L;

	private static final Comparator<DeadLetter> LOG_ORDER = Comparator
		.comparing((letter) -> letter.kafkaRecord().offset());

	private final JdbcTemplate jdbc;

	public DeadLetters(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Adds dead letters within the current transaction. One for a record whose last death
	 * was not followed by a retry changes nothing: the record was read again.
	 */
	public void add(List<DeadLetter> letters) {
		this.jdbc.batchUpdate("""
				insert into dead_letters (topic, topic_id, partition, "offset", death, receipt_id, receipt_source,
				  event_id, event_source, type, key, reason, error, exception, exception_cause, attempts, written_at,
				  timestamp, timestamp_type, raw_key, raw_value, raw_headers)
				select dying.topic, dying.topic_id, dying.partition, dying."offset", coalesce(previous.death, 0) + 1,
				  receipt_id, receipt_source, event_id, event_source, type, dying.key, reason, error, exception,
				  exception_cause, attempts, to_timestamp(least(timestamp, ?) / 1000.0), timestamp, timestamp_type,
				  dying.raw_key, dying.raw_value, dying.raw_headers
				from (values (?, ?, ?, ?, ?, ?, ?::text, ?::text, ?::text, ?::text, ?, ?, ?, ?, ?, ?, ?, ?::bytea,
				    ?::bytea, ?))
				  as dying (topic, topic_id, partition, "offset", receipt_id, receipt_source, event_id, event_source,
				    type, key, reason, error, exception, exception_cause, attempts, timestamp, timestamp_type,
				    raw_key, raw_value, raw_headers)
				  left join lateral (
				    select death, state, raw_key, raw_value, raw_headers from dead_letters
				    where topic_id = dying.topic_id and partition = dying.partition and "offset" = dying."offset"
				    order by death desc limit 1) previous on true
				where previous.death is null or previous.state = 'retried'
				  or (previous.raw_key, previous.raw_value, previous.raw_headers)
				    is distinct from (dying.raw_key, dying.raw_value, dying.raw_headers)
				on conflict (topic_id, partition, "offset", death) do nothing""",
				letters.stream().sorted(LOG_ORDER).map(DeadLetters::row).toList());
	}

	private static @Nullable Object[] row(DeadLetter letter) {
		ConsumerRecord<byte[], byte[]> kafkaRecord = letter.kafkaRecord();
		Event claimed = letter.claimed();
		return new @Nullable Object[] { LAST_TIME, kafkaRecord.topic(), letter.topicId(), kafkaRecord.partition(),
				kafkaRecord.offset(), letter.receipt().id(), letter.receipt().source(),
				(claimed != null) ? claimed.id() : null, (claimed != null) ? claimed.source() : null,
				(claimed != null) ? claimed.type() : null, (claimed != null) ? claimed.key() : null,
				letter.reason().text(), DatabaseFailures.storable(letter.cause()), letter.cause().getClass().getName(),
				innermost(letter.cause()).getClass().getName(), letter.attempts(), kafkaRecord.timestamp(),
				kafkaRecord.timestampType().toString(), kafkaRecord.key(), kafkaRecord.value(),
				StoredHeaders.toBytes(kafkaRecord.headers()) };
	}

	private static Throwable innermost(Throwable thrown) {
		Throwable innermost = thrown;
		while (innermost.getCause() != null) {
			innermost = innermost.getCause();
		}
		return innermost;
	}

}
