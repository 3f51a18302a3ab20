package io.ackline.consumer.inbox;

import io.ackline.consumer.progress.LogPartition;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The rows of what may have ended the process: a share is announced before it is handled,
 * so that the next owner of its partition knows of it. Each in a transaction of its own.
 */
@Repository
class Suspects {

	private final JdbcTemplate jdbc;

	Suspects(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Announces the first share of a partition since its assignment.
	 */
	Announcement announce(LogPartition partition, long revision) {
		return this.jdbc
			.query("""
					insert into suspects as s (topic_id, partition, revision, tries, alone) values (?, ?, ?, 1, false)
					on conflict (topic_id, partition) do update
					set revision = excluded.revision, announced_at = now(),
					  tries = case when s.revision = excluded.revision then s.tries + 1 else 1 end,
					  alone = s.alone and s.revision = excluded.revision
					returning tries, alone""", (row, n) -> new Announcement(row.getInt(1), row.getBoolean(2)),
					partition.uuid(), partition.partition(), revision)
			.get(0);
	}

	/**
	 * Announces a share of a single event.
	 */
	void announceAlone(LogPartition partition, long revision) {
		this.jdbc.update("""
				insert into suspects (topic_id, partition, revision, tries, alone) values (?, ?, ?, 1, true)
				on conflict (topic_id, partition) do update
				set revision = excluded.revision, announced_at = now(), tries = 1, alone = true""", partition.uuid(),
				partition.partition(), revision);
	}

	/**
	 * Takes an announcement back: nobody died of it.
	 */
	void takeBack(LogPartition partition, long revision) {
		this.jdbc.update("delete from suspects where topic_id = ? and partition = ? and revision = ?", partition.uuid(),
				partition.partition(), revision);
	}

	/**
	 * What is known of a share that is announced.
	 *
	 * @param tries how often it has been announced, with this time
	 * @param alone whether its first event was handled alone the last time
	 */
	record Announcement(int tries, boolean alone) {
	}

}
