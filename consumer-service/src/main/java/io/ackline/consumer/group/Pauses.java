package io.ackline.consumer.group;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The topics that operators have paused, for all instances and until they are resumed.
 */
@Repository
class Pauses {

	/**
	 * Stands for all topics.
	 */
	static final String ALL = "*";

	private final JdbcTemplate jdbc;

	Pauses(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	Set<String> find() {
		return new TreeSet<>(this.jdbc.queryForList("select topic from paused_topics", String.class));
	}

	void add(String topic) {
		this.jdbc.update("insert into paused_topics (topic) values (?) on conflict do nothing", topic);
	}

	void remove(String topic) {
		this.jdbc.update("delete from paused_topics where topic = ?", topic);
	}

	void removeAll() {
		this.jdbc.update("delete from paused_topics");
	}

}
