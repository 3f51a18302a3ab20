package io.ackline.consumer.receipt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Receipts in the order of positions, which is that in which they grow old. What is
 * deleted was announced before, in {@code purged_through}, so that no operator moves the
 * group to where the inbox has forgotten; the announcement stays behind the progress.
 */
@Repository
class PurgeableReceipts {

	private static final String OLD = "now() - ? * interval '1 millisecond'";

	private final JdbcTemplate jdbc;

	PurgeableReceipts(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	List<Partition> partitions() {
		return this.jdbc.query("select topic_id, partition from partition_progress order by topic_id, partition",
				(row, n) -> new Partition(row.getObject(1, UUID.class), row.getInt(2)));
	}

	/**
	 * Returns whether no other instance is purging, which none will until the end of the
	 * current transaction.
	 */
	boolean lock() {
		return Boolean.TRUE.equals(
				this.jdbc.queryForObject("select pg_try_advisory_xact_lock(hashtext('ackline.purge'))", Boolean.class));
	}

	/**
	 * Announces that receipts will be purged: of the next ones those that are old, up to
	 * the first that is not. A partition in which nothing was read for as long is old to
	 * its end.
	 * @return what was announced; nothing, if there is nothing old
	 */
	Optional<Stretch> announce(Partition partition, Duration retention, int limit) {
		return this.jdbc.query("""
				with progress as (
				  select purged_through, next_offset, updated_at < %1$s as old from partition_progress
				  where topic_id = ? and partition = ?
				), next as (
				  select "offset", first_seen < %1$s as old from receipts
				  where topic_id = ? and partition = ? and "offset" > (select purged_through from progress)
				  order by "offset" limit ?
				), found as (
				  select count(*) as number, max("offset") filter (where old) as last_old,
				    min("offset") filter (where not old) as first_young from next
				), goal as (
				  select case
				    when first_young is not null then case when last_old is not null then first_young - 1 end
				    when number < ? and old then next_offset - 1
				    else last_old end as through, purged_through as before
				  from found, progress
				)
				update partition_progress p set purged_through = least(through, next_offset - 1)
				from goal
				where topic_id = ? and partition = ? and through > purged_through and next_offset - 1 > purged_through
				returning before, p.purged_through""".formatted(OLD), PurgeableReceipts::stretch, retention.toMillis(),
				partition.topicId(), partition.partition(), retention.toMillis(), partition.topicId(),
				partition.partition(), limit, limit, partition.topicId(), partition.partition())
			.stream()
			.findFirst();
	}

	/**
	 * Returns the next stretch, with at most {@code limit} receipts, of what was
	 * announced some time ago.
	 */
	Optional<Stretch> announced(Partition partition, long after, int limit) {
		return this.jdbc.query("""
				select ?::bigint, max("offset") from (
				  select "offset" from receipts
				  where topic_id = ? and partition = ? and "offset" > ? and "offset" <= (
				    select purged_through from partition_progress where topic_id = ? and partition = ?)
				  order by "offset" limit ?) page having count(*) > 0""", PurgeableReceipts::stretch, after,
				partition.topicId(), partition.partition(), after, partition.topicId(), partition.partition(), limit)
			.stream()
			.findFirst();
	}

	private static Stretch stretch(ResultSet row, int n) throws SQLException {
		return new Stretch(row.getLong(1), row.getLong(2));
	}

	/**
	 * Deletes the receipts of a stretch that was announced, but for events that are not
	 * settled or were not long ago.
	 * @return how many were deleted
	 */
	int delete(Partition partition, Stretch stretch, Duration retention) {
		return this.jdbc.update("""
				delete from receipts
				where topic_id = ? and partition = ? and "offset" > ? and "offset" <= ?
				and state = 'processed' and processed_at < %s""".formatted(OLD), partition.topicId(),
				partition.partition(), stretch.after(), stretch.through(), retention.toMillis());
	}

	/**
	 * A partition of a topic, which may be one that is gone.
	 */
	record Partition(UUID topicId, int partition) {
	}

	/**
	 * Consecutive offsets.
	 *
	 * @param after the offset before the first
	 * @param through the last
	 */
	record Stretch(long after, long through) {
	}

}
