package io.ackline.consumer.deadletter;

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
 * lost.
 */
@Repository
public class DeadLetters {

	private final JdbcTemplate jdbc;

	public DeadLetters(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Adds dead letters within the current transaction. One for a position that has one
	 * already changes nothing.
	 */
	public void add(List<DeadLetter> letters) {
		this.jdbc.batchUpdate("""
				insert into dead_letters (topic, topic_id, partition, "offset", receipt_id, receipt_source,
				  event_id, event_source, type, key, reason, error, attempts, written_at,
				  raw_key, raw_value, raw_headers)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, to_timestamp(? / 1000.0), ?, ?, ?)
				on conflict (topic_id, partition, "offset") do nothing""",
				letters.stream().map(DeadLetters::row).toList());
	}

	private static @Nullable Object[] row(DeadLetter letter) {
		ConsumerRecord<byte[], byte[]> kafkaRecord = letter.kafkaRecord();
		Event claimed = letter.claimed();
		return new @Nullable Object[] { kafkaRecord.topic(), letter.topicId(), kafkaRecord.partition(),
				kafkaRecord.offset(), letter.receipt().id(), letter.receipt().source(),
				(claimed != null) ? claimed.id() : null, (claimed != null) ? claimed.source() : null,
				(claimed != null) ? claimed.type() : null, (claimed != null) ? claimed.key() : null,
				letter.reason().text(), DatabaseFailures.storable(letter.cause()), letter.attempts(),
				kafkaRecord.timestamp(), kafkaRecord.key(), kafkaRecord.value(),
				StoredHeaders.toBytes(kafkaRecord.headers()) };
	}

}
