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
import java.util.UUID;

import io.ackline.consumer.database.Conditions;
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

	private static final String COLUMNS = """
			id, source, topic, partition, "offset", type, key, state, attempts, written_at, first_seen, processed_at,
			case when state = 'retrying' then (
			  select next_attempt from parked_events e join parked_keys k using (topic_id, partition, key)
			  where (e.topic_id, e.partition, e."offset") = (receipts.topic_id, receipts.partition, receipts."offset")
			), error""";

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
					Receipt receipt = receipt(row, 0);
					found.computeIfAbsent(String.valueOf(receipt.id()), (id) -> new ArrayList<>()).add(receipt);
				}, new SqlArrayValue("text", (Object[]) ids.toArray(String[]::new)));
		return found;
	}

	/**
	 * Returns the receipts that a query asks for, one more than its limit if there are
	 * more. A position that was not reached yet is pending.
	 */
	List<Receipt> find(ReceiptQuery query) {
		if ("pending".equals(query.state()) && !query.isPosition()) {
			return List.of();
		}
		Conditions conditions = conditions(query);
		List<Receipt> found = this.jdbc.query(
				"select %s from receipts %s order by %s limit ?".formatted(COLUMNS, conditions,
						"topic, partition, \"offset\", id, source"),
				Receipts::receipt, conditions.values(query.limit() + 1));
		if (found.isEmpty() && query.isPosition() && isAhead(query)) {
			return List
				.of(Receipt.pending(required(query.topic()), required(query.partition()), required(query.offset())));
		}
		return found;
	}

	private Conditions conditions(ReceiptQuery query) {
		Conditions conditions = new Conditions();
		conditions.add("id = ?", query.id());
		conditions.add("source = ?", query.source());
		conditions.add("topic = ?", query.topic());
		conditions.add("state = ?::receipt_state", "pending".equals(query.state()) ? null : query.state());
		conditions.add("key = ?", query.key());
		conditions.add("partition = ?", query.partition());
		conditions.add("\"offset\" = ?", query.offset());
		if (query.topic() != null && query.partition() != null) {
			conditions.add("topic_id = ?", topicId(query.topic()));
		}
		ReceiptQuery.Cursor cursor = query.cursor();
		if (cursor != null) {
			conditions.add("(topic, partition, \"offset\", id, source) > (?, ?, ?, ?, ?)", cursor.topic(),
					cursor.partition(), cursor.offset(), cursor.id(), cursor.source());
		}
		return conditions;
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

	private static Receipt receipt(ResultSet row, int n) throws SQLException {
		return new Receipt(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5),
				row.getString(6), row.getString(7), row.getString(8), row.getInt(9), instant(row, 10), instant(row, 11),
				instant(row, 12), instant(row, 13), row.getString(14));
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		Timestamp timestamp = row.getTimestamp(column);
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

}
