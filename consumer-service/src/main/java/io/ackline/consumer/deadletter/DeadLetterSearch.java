package io.ackline.consumer.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.ackline.consumer.database.Conditions;
import io.ackline.consumer.database.StoredHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The dead letters, to be read.
 */
@Repository
class DeadLetterSearch {

	private static final int SHOWN_IN_LISTS = 1024;

	private static final int SHOWN_ALONE = 1024 * 1024;

	private static final String COLUMNS = """
			number, state, topic, partition, "offset", event_id, event_source, type, key, reason, error, exception,
			attempts, death, death_id, written_at, died_at, published_at, retry_at, decided_at, decided_by, decision,
			receipt_id, receipt_source, octet_length(raw_value), substring(raw_value from 1 for %d)""";

	private final JdbcTemplate jdbc;

	DeadLetterSearch(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns letters in the order of their numbers.
	 * @param after the number after which to begin
	 */
	List<DeadLetterView> find(DeadLetterQuery query, long after, int limit) {
		Conditions conditions = query.conditions();
		conditions.add("number > ?", after);
		return this.jdbc.query("select %s from dead_letters %s order by number limit ?"
			.formatted(COLUMNS.formatted(SHOWN_IN_LISTS), conditions), (row, n) -> letter(row, null),
				conditions.values(limit));
	}

	/**
	 * Returns a letter with its record's headers.
	 */
	Optional<DeadLetterView> find(long number) {
		return this.jdbc
			.query("select %s, raw_headers from dead_letters where number = ?"
				.formatted(COLUMNS.formatted(SHOWN_ALONE)), (row, n) -> letter(row, headers(row.getBytes(27))), number)
			.stream()
			.findFirst();
	}

	private static List<DeadLetterView.ShownHeader> headers(byte[] stored) {
		List<DeadLetterView.ShownHeader> headers = new ArrayList<>();
		StoredHeaders.fromBytes(stored)
			.forEach((header) -> headers
				.add(new DeadLetterView.ShownHeader(header.key(), Content.ofText(header.value()))));
		return headers;
	}

	private static DeadLetterView letter(ResultSet row, @Nullable List<DeadLetterView.ShownHeader> headers)
			throws SQLException {
		Instant decidedAt = instant(row, 20);
		DeadLetterView.Decision decision = (decidedAt != null)
				? new DeadLetterView.Decision(decidedAt, row.getString(21), row.getString(22)) : null;
		return new DeadLetterView(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5),
				row.getString(6), row.getString(7), row.getString(8), row.getString(9), row.getString(10),
				row.getString(11), row.getString(12), row.getInt(13), row.getInt(14), row.getObject(15, UUID.class),
				Objects.requireNonNull(instant(row, 16)), Objects.requireNonNull(instant(row, 17)), instant(row, 18),
				instant(row, 19), decision, new DeadLetterView.Identity(row.getString(23), row.getString(24)),
				Content.of(row.getBytes(26), row.getLong(25)), headers);
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		Timestamp timestamp = row.getTimestamp(column);
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

}
