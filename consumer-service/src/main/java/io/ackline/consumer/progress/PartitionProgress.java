package io.ackline.consumer.progress;

import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows of progress, changed by compare-and-set only.
 */
@Repository
public class PartitionProgress {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	public PartitionProgress(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	public Optional<Progress> find(LogPartition partition) {
		return this.jdbc
			.query("""
					select next_offset, leader_epoch, revision from partition_progress
					where topic_id = ? and partition = ?""",
					(row, n) -> new Progress(row.getLong(1), row.getObject(2, Integer.class), row.getLong(3)),
					partition.uuid(), partition.partition())
			.stream()
			.findFirst();
	}

	/**
	 * Returns the highest offset whose receipt may have been purged, -1 if there is none.
	 */
	public long purgedThrough(LogPartition partition) {
		return this.jdbc
			.queryForList("select purged_through from partition_progress where topic_id = ? and partition = ?",
					Long.class, partition.uuid(), partition.partition())
			.stream()
			.findFirst()
			.orElse(-1L);
	}

	/**
	 * Returns where another topic of the same name had got to: one that was deleted.
	 */
	public Optional<Progress> findPredecessor(LogPartition partition) {
		return this.jdbc
			.query("""
					select next_offset, leader_epoch, revision from partition_progress
					where topic = ? and partition = ? and topic_id <> ? order by updated_at desc limit 1""",
					(row, n) -> new Progress(row.getLong(1), row.getObject(2, Integer.class), row.getLong(3)),
					partition.topic(), partition.partition(), partition.uuid())
			.stream()
			.findFirst();
	}

	/**
	 * Writes the first row of a partition.
	 * @return whether there was none
	 */
	public boolean begin(LogPartition partition, Progress start) {
		return advance(partition, start, start.next(start.nextOffset(), null));
	}

	/**
	 * Moves the progress over a gap in the log, and records the gap.
	 * @return whether it was moved; {@code false} if the progress is no longer as
	 * expected
	 */
	public boolean move(LogPartition partition, Progress expected, Progress target, Gap gap) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			if (!advance(partition, expected, target)) {
				return false;
			}
			this.jdbc.update("""
					insert into gaps (topic, topic_id, partition, from_offset, to_offset, reason)
					values (?, ?, ?, ?, ?, ?)""", partition.topic(), partition.uuid(), partition.partition(),
					gap.fromOffset(), gap.toOffset(), gap.reason().text());
			return true;
		}));
	}

	/**
	 * Advances the progress within the current transaction, and locks its row until the
	 * transaction's end.
	 * @return whether the row was as expected
	 */
	public boolean advance(LogPartition partition, Progress expected, Progress next) {
		if (expected.revision() == 0) {
			return this.jdbc.update("""
					insert into partition_progress (topic_id, partition, topic, next_offset, leader_epoch, revision)
					values (?, ?, ?, ?, ?, 1) on conflict do nothing""", partition.uuid(), partition.partition(),
					partition.topic(), next.nextOffset(), next.leaderEpoch()) == 1;
		}
		return this.jdbc.update("""
				update partition_progress
				set next_offset = ?, leader_epoch = ?, revision = revision + 1, updated_at = now()
				where topic_id = ? and partition = ? and revision = ?""", next.nextOffset(), next.leaderEpoch(),
				partition.uuid(), partition.partition(), expected.revision()) == 1;
	}

	/**
	 * Locks a partition's row until the end of the current transaction, so that none of
	 * its shares is in flight meanwhile. Nothing may be locked before.
	 * @return whether there is a row
	 */
	public boolean lock(LogPartition partition) {
		return !this.jdbc
			.queryForList("select 1 from partition_progress where topic_id = ? and partition = ? for update",
					Integer.class, partition.uuid(), partition.partition())
			.isEmpty();
	}

	/**
	 * Takes back a part of what {@link #advance} did in the current transaction.
	 */
	public void shorten(LogPartition partition, Progress next) {
		this.jdbc.update("""
				update partition_progress set next_offset = ?, leader_epoch = ?
				where topic_id = ? and partition = ?""", next.nextOffset(), next.leaderEpoch(), partition.uuid(),
				partition.partition());
	}

}
