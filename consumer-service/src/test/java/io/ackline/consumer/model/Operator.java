package io.ackline.consumer.model;

import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedKey;
import io.ackline.consumer.parking.Parking;
import io.ackline.consumer.progress.LogPartition;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Someone who interferes. What fails is not tried again.
 */
final class Operator {

	private final Instance instance;

	private final Runnable moved;

	/**
	 * Creates an operator.
	 * @param moved told of each move, just before it can be seen
	 */
	Operator(Instance instance, Runnable moved) {
		this.instance = instance;
		this.moved = moved;
	}

	/**
	 * Heals the cause of an event's death, and has it tried again.
	 */
	void revive(Written written, Logs logs) {
		logs.heal(written);
		try {
			this.instance.bean(JdbcTemplate.class)
				.queryForList(
						"""
								select partition || '-' || "offset" from dead_letters where receipt_id = ? and receipt_source = ?""",
						String.class, written.id(), written.source())
				.forEach((position) -> reviveAt(logs.at(position), logs));
		}
		catch (DataAccessException | TransactionException ex) {
			// Told to the operator.
		}
	}

	private void reviveAt(Written dead, Logs logs) {
		LogPartition partition = logs.partition(dead.partition());
		ParkedEvent event = new ParkedEvent(dead.kafkaRecord(), dead.id(), dead.source(), dead.type(), 0, null);
		this.instance.bean(TransactionTemplate.class).executeWithoutResult((status) -> {
			if (!this.instance.bean(Parking.class).revive(ParkedKey.of(partition, dead.key(), dead.offset()), event)) {
				status.setRollbackOnly();
			}
		});
	}

	/**
	 * Has a partition read again from some records earlier.
	 */
	void moveBack(LogPartition partition, int records) {
		try {
			this.moved.run();
			this.instance.bean(JdbcTemplate.class).update("""
					update partition_progress
					set next_offset = greatest(next_offset - ?, 0), revision = revision + 1
					where topic = ? and partition = ?""", records, partition.topic(), partition.partition());
		}
		catch (DataAccessException ex) {
			// Told to the operator.
		}
	}

}
