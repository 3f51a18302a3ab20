package io.ackline.consumer.listener;

import java.util.List;
import java.util.Map;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;

/**
 * The gaps that were found in logs, for people to see.
 */
@Repository
class RecordedGaps {

	private final JdbcTemplate jdbc;

	RecordedGaps(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns the latest gaps, the youngest first; none while the database is away.
	 */
	List<Map<String, Object>> latest() {
		try {
			return this.jdbc.query("""
					select topic, partition, from_offset, to_offset, reason, noticed_at from gaps
					order by number desc limit 20""",
					(row, n) -> Map.of("partition", row.getString(1) + "-" + row.getInt(2), "from", row.getLong(3),
							"to", row.getLong(4), "reason", row.getString(5), "noticed",
							row.getTimestamp(6).toInstant().toString()));
		}
		catch (DataAccessException | TransactionException ex) {
			return List.of();
		}
	}

}
