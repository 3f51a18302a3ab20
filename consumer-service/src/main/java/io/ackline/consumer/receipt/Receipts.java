package io.ackline.consumer.receipt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.ackline.consumer.topic.TopicIds;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The receipts, to be read.
 */
@Repository
class Receipts {

	static final String COLUMNS = """
			id, source, topic, partition, "offset", type, key, state, attempts, written_at, first_seen, processed_at,
			case when state = 'retrying' then (
			  select next_attempt from parked_events e join parked_keys k using (topic_id, partition, key)
			  where (e.topic_id, e.partition, e."offset") = (receipts.topic_id, receipts.partition, receipts."offset")
			) end as next_attempt, error""";

	private final JdbcTemplate jdbc;

	private final TopicIds topicIds;

	Receipts(JdbcTemplate jdbc, TopicIds topicIds) {
		this.jdbc = jdbc;
		this.topicIds = topicIds;
	}

	/**
	 * Returns the receipts of each of some ids, at most two for an id.
	 */
	Map<String, List<Receipt>> findByIds(Collection<String> ids) {
		Map<String, List<Receipt>> found = new HashMap<>();
		this.jdbc.query("""
				select receipt.* from unnest(?) as wanted (id) cross join lateral (
				  select %s from receipts where receipts.id = wanted.id limit 2) receipt""".formatted(COLUMNS),
				(row) -> {
					Receipt receipt = receipt(row);
					found.computeIfAbsent(String.valueOf(receipt.id()), (id) -> new ArrayList<>()).add(receipt);
				}, new SqlArrayValue("text", (Object[]) ids.toArray(String[]::new)));
		return found;
	}

	/**
	 * Returns the receipts that a query asks for, as many as it allows. A position that
	 * was not reached yet is pending.
	 */
	ReceiptPage find(ReceiptQuery query) {
		if ("pending".equals(query.state()) && !query.isPosition()) {
			return new ReceiptPage(List.of(), null);
		}
		ReceiptStatement statement = statement(query);
		List<Receipt> found = new ArrayList<>();
		List<ReceiptQuery.Cursor> cursors = new ArrayList<>();
		this.jdbc.query(statement.sql(), (row) -> {
			found.add(receipt(row));
			cursors.add(new ReceiptQuery.Cursor(row.getObject("topic_id", UUID.class), row.getInt("partition"),
					row.getLong("offset"), row.getString("id"), row.getString("source")));
		}, statement.values().toArray());
		if (found.isEmpty() && query.isPosition() && isAhead(query)) {
			return new ReceiptPage(List
				.of(Receipt.pending(required(query.topic()), required(query.partition()), required(query.offset()))),
					null);
		}
		return (found.size() > query.limit())
				? new ReceiptPage(found.subList(0, query.limit()), cursors.get(query.limit() - 1).toString())
				: new ReceiptPage(found, null);
	}

	/**
	 * Returns what finds a page and one receipt more. Whatever it filters by, an index
	 * finds it; the order is that of positions, which an index has, too.
	 */
	ReceiptStatement statement(ReceiptQuery query) {
		ReceiptStatement.Conditions filter = filter(query);
		ReceiptQuery.Cursor cursor = query.cursor();
		if (cursor == null) {
			return filter.select(query.limit() + 1);
		}
		// As one comparison of rows, which it would be, PostgreSQL cannot tell how many
		// there are, and sorts all.
		return ReceiptStatement.union(
				List.of(filter
					.and("topic_id = ? and partition = ? and (\"offset\", id, source) > (?, ?, ?)", cursor.topicId(),
							cursor.partition(), cursor.offset(), cursor.id(), cursor.source())
					.select(query.limit() + 1),
						filter.and("topic_id = ? and partition > ?", cursor.topicId(), cursor.partition())
							.select(query.limit() + 1),
						filter.and("topic_id > ?", cursor.topicId()).select(query.limit() + 1)),
				query.limit() + 1);
	}

	private ReceiptStatement.Conditions filter(ReceiptQuery query) {
		ReceiptStatement.Conditions filter = ReceiptStatement.Conditions.NONE.andIs("id", query.id())
			.andIs("source", query.source())
			.andIs("topic", query.topic())
			.andIs("key", query.key())
			.andIs("partition", query.partition())
			.andIs("\"offset\"", query.offset());
		if (query.topic() != null) {
			List<UUID> ids = topicIds(query);
			filter = (ids.size() == 1) ? filter.andIs("topic_id", ids.get(0))
					: filter.and("topic_id = any(?)", new SqlArrayValue("uuid", ids.toArray()));
		}
		if (query.state() != null && !query.state().equals("pending")) {
			// not a parameter: an index of some of the states is used for states that are
			// known
			filter = filter.and("state = '%s'".formatted(query.state()));
		}
		return filter;
	}

	/**
	 * Returns the ids of the topics that had or have a name; if a partition is asked for,
	 * only of the one that has it now.
	 */
	private List<UUID> topicIds(ReceiptQuery query) {
		String topic = required(query.topic());
		UUID current = topicId(topic);
		Set<UUID> ids = new TreeSet<>();
		if (current != null) {
			ids.add(current);
		}
		if (query.partition() == null) {
			ids.addAll(this.jdbc.queryForList("select distinct topic_id from partition_progress where topic = ?",
					UUID.class, topic));
		}
		return List.copyOf(ids);
	}

	private boolean isAhead(ReceiptQuery query) {
		if (query.state() != null && !query.state().equals("pending")) {
			return false;
		}
		UUID topicId = topicId(required(query.topic()));
		if (topicId == null) {
			return false;
		}
		List<Long> next = this.jdbc.queryForList(
				"select next_offset from partition_progress where topic_id = ? and partition = ?", Long.class, topicId,
				query.partition());
		return next.isEmpty() || next.get(0) <= required(query.offset());
	}

	/**
	 * Returns the id of the topic that has the name now. Positions in one that had it
	 * before are not told.
	 */
	private @Nullable UUID topicId(String topic) {
		Uuid id = this.topicIds.known(topic);
		if (id != null) {
			return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
		}
		return this.jdbc
			.queryForList("select topic_id from partition_progress where topic = ? order by updated_at desc limit 1",
					UUID.class, topic)
			.stream()
			.findFirst()
			.orElse(null);
	}

	private static <T> T required(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("A position has topic, partition and offset");
		}
		return value;
	}

	private static Receipt receipt(ResultSet row) throws SQLException {
		Instant writtenAt = instant(row, 10);
		Instant processedAt = instant(row, 12);
		return new Receipt(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5),
				row.getString(6), row.getString(7), row.getString(8), row.getInt(9), writtenAt, instant(row, 11),
				processedAt, Receipt.latency(writtenAt, processedAt), instant(row, 13), row.getString(14));
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		Timestamp timestamp = row.getTimestamp(column);
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

}
