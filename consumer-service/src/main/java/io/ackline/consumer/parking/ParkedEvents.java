package io.ackline.consumer.parking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.ackline.consumer.database.StoredHeaders;
import io.ackline.consumer.progress.LogPartition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The rows of parked events: for each parked key a queue, with the records as they were
 * read.
 */
@Repository
public class ParkedEvents {

	private static final String KEY = " where topic_id = ? and partition = ? and key = ?";

	private final JdbcTemplate jdbc;

	public ParkedEvents(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Puts events at the end of their keys' queues, in their order, within the current
	 * transaction. The keys are parked, and neither they nor the partition's progress can
	 * change meanwhile.
	 */
	public void add(List<Queued> queued) {
		this.jdbc.batchUpdate("""
				insert into parked_events (topic_id, partition, "offset", key, topic, id, source, type, attempts, error,
				  leader_epoch, timestamp_type, timestamp, raw_key, raw_value, raw_headers)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
				queued.stream().map(ParkedEvents::row).toList());
	}

	private static @Nullable Object[] row(Queued queued) {
		LogPartition partition = queued.key().partition();
		ParkedEvent event = queued.event();
		ConsumerRecord<byte[], byte[]> kafkaRecord = event.kafkaRecord();
		return new @Nullable Object[] { partition.uuid(), partition.partition(), event.offset(), queued.key().name(),
				partition.topic(), event.id(), event.source(), event.type(), event.attempts(), event.error(),
				kafkaRecord.leaderEpoch().orElse(null), kafkaRecord.timestampType().id, kafkaRecord.timestamp(),
				kafkaRecord.key(), kafkaRecord.value(), StoredHeaders.toBytes(kafkaRecord.headers()) };
	}

	/**
	 * Returns the first events of a key's queue, in their order.
	 */
	public List<ParkedEvent> first(ParkedKey key, int limit) {
		LogPartition partition = key.partition();
		return this.jdbc
			.query("""
					select topic, partition, "offset", timestamp, timestamp_type, leader_epoch, raw_key, raw_value, raw_headers,
					  id, source, type, attempts, error
					from parked_events where topic_id = ? and partition = ? and key = ? order by turn limit ?""",
					(row, n) -> new ParkedEvent(kafkaRecord(row), row.getString(10), row.getString(11),
							row.getString(12), row.getInt(13), row.getString(14)),
					partition.uuid(), partition.partition(), key.name(), limit);
	}

	private static ConsumerRecord<byte[], byte[]> kafkaRecord(ResultSet row) throws SQLException {
		TimestampType timestampType = (row.getInt(5) == TimestampType.LOG_APPEND_TIME.id)
				? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
		byte[] key = row.getBytes(7);
		byte[] value = row.getBytes(8);
		return new ConsumerRecord<>(row.getString(1), row.getInt(2), row.getLong(3), row.getLong(4), timestampType,
				length(key), length(value), key, value, StoredHeaders.fromBytes(row.getBytes(9)),
				Optional.ofNullable(row.getObject(6, Integer.class)));
	}

	private static int length(byte @Nullable [] bytes) {
		return (bytes != null) ? bytes.length : ConsumerRecord.NULL_SIZE;
	}

	/**
	 * Takes events out of their queue, within the current transaction.
	 */
	public void remove(ParkedKey key, Collection<ParkedEvent> events) {
		LogPartition partition = key.partition();
		this.jdbc.update("delete from parked_events where topic_id = ? and partition = ? and \"offset\" = any(?)",
				partition.uuid(), partition.partition(),
				new SqlArrayValue("int8", events.stream().map(ParkedEvent::offset).toArray()));
	}

	/**
	 * Counts a failed attempt at an event.
	 */
	public void failed(ParkedKey key, ParkedEvent event, String error) {
		LogPartition partition = key.partition();
		this.jdbc.update("""
				update parked_events set attempts = attempts + 1, error = ?
				where topic_id = ? and partition = ? and "offset" = ?""", error, partition.uuid(),
				partition.partition(), event.offset());
	}

	/**
	 * Gives the events of a key as many attempts as if they had just been put there.
	 */
	void renewAttempts(ParkedKey key) {
		LogPartition partition = key.partition();
		this.jdbc.update("update parked_events set attempts = 0" + KEY, partition.uuid(), partition.partition(),
				key.name());
	}

	/**
	 * An event and the key behind which it waits.
	 */
	public record Queued(ParkedKey key, ParkedEvent event) {
	}

}
