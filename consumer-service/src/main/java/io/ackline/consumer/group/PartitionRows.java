package io.ackline.consumer.group;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.apache.kafka.common.Uuid;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The progress of all partitions, to be looked at, and to be moved by operators.
 */
@Repository
class PartitionRows {

	private static final String COLUMNS = "topic_id, topic, partition, next_offset, revision, purged_through";

	private final JdbcTemplate jdbc;

	PartitionRows(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	List<PartitionRow> findAll() {
		return this.jdbc.query("select %s from partition_progress".formatted(COLUMNS), PartitionRows::row);
	}

	Map<Key, Long> revisions() {
		Map<Key, Long> revisions = new HashMap<>();
		this.jdbc.query("select topic_id, partition, revision from partition_progress", (row) -> {
			UUID id = row.getObject(1, UUID.class);
			revisions.put(new Key(new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()), row.getInt(2)),
					row.getLong(3));
		});
		return revisions;
	}

	/**
	 * Locks the rows of some partitions of a topic, in their order, until the end of the
	 * current transaction: no share of theirs is in flight meanwhile. Nothing may be
	 * locked before.
	 */
	SortedMap<Integer, PartitionRow> lock(UUID topicId, Collection<Integer> partitions) {
		return find(topicId, partitions, "for update");
	}

	/**
	 * Returns the rows of some partitions of a topic.
	 */
	SortedMap<Integer, PartitionRow> find(UUID topicId, Collection<Integer> partitions) {
		return find(topicId, partitions, "");
	}

	private SortedMap<Integer, PartitionRow> find(UUID topicId, Collection<Integer> partitions, String lock) {
		SortedMap<Integer, PartitionRow> rows = new TreeMap<>();
		this.jdbc.query("""
				select %s from partition_progress where topic_id = ? and partition = any(?)
				order by partition %s""".formatted(COLUMNS, lock), (row) -> {
			rows.put(row.getInt(3), row(row, 0));
		}, topicId, new SqlArrayValue("int4", partitions.toArray()));
		return rows;
	}

	/**
	 * Moves a partition whose row is locked, and records what a move forward leaves out.
	 */
	void move(PartitionRow row, long to) {
		this.jdbc.update("""
				update partition_progress
				set next_offset = ?, leader_epoch = null, revision = revision + 1, updated_at = now()
				where topic_id = ? and partition = ?""", to, row.topicId(), row.partition());
		if (to > row.nextOffset()) {
			this.jdbc.update("""
					insert into gaps (topic, topic_id, partition, from_offset, to_offset, reason)
					values (?, ?, ?, ?, ?, 'moved')""", row.topic(), row.topicId(), row.partition(), row.nextOffset(),
					to);
		}
	}

	/**
	 * Returns how many positions of a stretch of a partition have a receipt.
	 */
	long countReceipts(PartitionRow row, long from, long to) {
		return Objects.requireNonNull(this.jdbc.queryForObject("""
				select count(distinct "offset") from receipts
				where topic_id = ? and partition = ? and "offset" >= ? and "offset" < ?""", Long.class, row.topicId(),
				row.partition(), from, to));
	}

	private static PartitionRow row(ResultSet row, int n) throws SQLException {
		return new PartitionRow(row.getObject(1, UUID.class), row.getString(2), row.getInt(3), row.getLong(4),
				row.getLong(5), row.getLong(6));
	}

	/**
	 * What tells partitions apart: a topic that was made again has another id.
	 */
	record Key(Uuid topicId, int partition) {
	}

}
