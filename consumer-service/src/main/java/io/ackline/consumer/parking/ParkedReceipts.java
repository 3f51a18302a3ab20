package io.ackline.consumer.parking;

import java.util.List;

import io.ackline.consumer.progress.LogPartition;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The receipts of parked events, as these are tried again. Within a transaction they are
 * written last: the inbox waits for such a transaction when it meets a repetition.
 */
@Repository
public class ParkedReceipts {

	private static final String IDENTITY = " where id = ? and source = ? and topic = ?";

	private final JdbcTemplate jdbc;

	public ParkedReceipts(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Settles the receipts of events whose handlers succeeded.
	 */
	public void processed(LogPartition partition, List<ParkedEvent> events) {
		this.jdbc.update("""
				update receipts set state = 'processed', attempts = attempts + 1, processed_at = clock_timestamp(),
				  error = null
				from unnest(?, ?) as event (id, source)
				where (receipts.id, receipts.source, receipts.topic) = (event.id, event.source, ?)""",
				new SqlArrayValue("text", events.stream().map(ParkedEvent::id).toArray()),
				new SqlArrayValue("text", events.stream().map(ParkedEvent::source).toArray()), partition.topic());
	}

	/**
	 * Counts a failed attempt.
	 */
	public void failed(LogPartition partition, ParkedEvent event, String error) {
		this.jdbc.update("update receipts set attempts = attempts + 1, error = ?" + IDENTITY, error, event.id(),
				event.source(), partition.topic());
	}

	/**
	 * Says that an event is dead.
	 * @return how often it was tried
	 */
	public int died(LogPartition partition, ParkedEvent event, String error) {
		return this.jdbc
			.queryForList("update receipts set state = 'dead', error = ?" + IDENTITY + " returning attempts",
					Integer.class, error, event.id(), event.source(), partition.topic())
			.stream()
			.findFirst()
			.orElse(event.attempts());
	}

	/**
	 * Returns how often an event was tried.
	 */
	public int attempts(LogPartition partition, ParkedEvent event) {
		return this.jdbc
			.queryForList("select attempts from receipts" + IDENTITY, Integer.class, event.id(), event.source(),
					partition.topic())
			.stream()
			.findFirst()
			.orElse(event.attempts());
	}

	/**
	 * Says of all events of a key that they wait for an operator, or no longer do.
	 */
	void held(ParkedKey key, boolean held) {
		LogPartition partition = key.partition();
		this.jdbc.update("""
				update receipts r set state = ?::receipt_state from parked_events e
				where e.topic_id = ? and e.partition = ? and e.key = ?
				  and (r.id, r.source, r.topic) = (e.id, e.source, e.topic)""", held ? "held" : "retrying",
				partition.uuid(), partition.partition(), key.name());
	}

	/**
	 * Says of a dead event that it is no longer.
	 * @return whether it was dead
	 */
	boolean revive(LogPartition partition, ParkedEvent event, boolean held) {
		return this.jdbc.update("update receipts set state = ?::receipt_state" + IDENTITY + " and state = 'dead'",
				held ? "held" : "retrying", event.id(), event.source(), partition.topic()) == 1;
	}

}
