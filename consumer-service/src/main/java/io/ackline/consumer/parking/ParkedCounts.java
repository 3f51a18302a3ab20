package io.ackline.consumer.parking;

import java.util.HashMap;
import java.util.Map;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * How much is parked.
 */
@Repository
public class ParkedCounts {

	private final JdbcTemplate jdbc;

	public ParkedCounts(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns what is parked of each topic that has any.
	 */
	public Map<String, Count> byTopic() {
		Map<String, Count> counts = new HashMap<>();
		this.jdbc.query("""
				select topic, count(*), count(*) filter (where held),
				  (select count(*) from parked_events e where e.topic = k.topic),
				  extract(epoch from now() - min(parked_at))::bigint
				from parked_keys k group by topic""", (row) -> {
			counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
		});
		return counts;
	}

	/**
	 * What is parked of a topic.
	 *
	 * @param held how many of the keys wait for an operator
	 * @param oldestSeconds for how long the oldest key has been parked
	 */
	public record Count(long keys, long held, long events, long oldestSeconds) {

		public static final Count NONE = new Count(0, 0, 0, 0);

	}

}
