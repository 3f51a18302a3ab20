package io.ackline.consumer.parking;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.ackline.consumer.progress.LogPartition;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The rows of parked keys. Whoever handles a key's events has a lease on its row, and
 * whoever puts events behind others holds the row against being deleted; neither waits
 * for the other.
 */
@Repository
public class ParkedKeys {

	private static final String KEY = " where topic_id = ? and partition = ? and key = ?";

	private static final String LEASED = KEY + " and lease_token = ?";

	private final JdbcTemplate jdbc;

	public ParkedKeys(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Keeps those of some keys that are parked from being deleted until the current
	 * transaction ends. Does not wait for their handlers.
	 * @return the names of those that are parked, each with whether it is held for an
	 * operator
	 */
	public Map<String, Boolean> keep(LogPartition partition, Collection<String> names) {
		Map<String, Boolean> parked = new HashMap<>();
		this.jdbc.query("""
				select key, held from parked_keys where topic_id = ? and partition = ? and key = any(?)
				order by key for key share""", (row) -> {
			parked.put(row.getString(1), row.getBoolean(2));
		}, partition.uuid(), partition.partition(), new SqlArrayValue("text", names.toArray()));
		return parked;
	}

	/**
	 * Parks a key, unless it is parked already, within the current transaction.
	 * @param delay time until the first attempt
	 */
	public void open(ParkedKey key, Duration delay) {
		LogPartition partition = key.partition();
		this.jdbc.update("""
				insert into parked_keys (topic_id, partition, key, topic, next_attempt)
				values (?, ?, ?, ?, now() + ? * interval '1 millisecond') on conflict do nothing""", partition.uuid(),
				partition.partition(), key.name(), partition.topic(), delay.toMillis());
	}

	/**
	 * Claims the key that has been due for longest, in a transaction of its own. A key
	 * whose lease has expired is due too, unless its holder is in a handler; one whose
	 * topic is paused is not. It is looked for once, which a subquery in the update would
	 * not promise: evaluated again for each row of the table, it finds the next key each
	 * time.
	 */
	public Optional<Lease> claim(Duration lease) {
		UUID token = UUID.randomUUID();
		return this.jdbc
			.query("""
					with due as materialized (
					  select topic_id, partition, key from parked_keys
					  where not held and next_attempt <= now() and (lease_until is null or lease_until < now())
					  and not exists (select from paused_topics p where p.topic in (parked_keys.topic, '*'))
					  order by next_attempt limit 1 for no key update skip locked)
					update parked_keys k
					set lease_token = ?, lease_until = now() + ? * interval '1 millisecond', tries = tries + 1
					from due where (k.topic_id, k.partition, k.key) = (due.topic_id, due.partition, due.key)
					returning k.topic_id, k.topic, k.partition, k.key, k.tries""",
					(row, n) -> new Lease(new ParkedKey(
							LogPartition.of(row.getObject(1, UUID.class), row.getString(2), row.getInt(3)),
							row.getString(4)), token, row.getInt(5)),
					token, lease.toMillis())
			.stream()
			.findFirst();
	}

	/**
	 * Locks a leased key until the current transaction ends, against other holders but
	 * not against those who put events behind, and renews the lease. Called first in each
	 * transaction that tells something of the key's first event.
	 * @return whether the lease still holds
	 */
	public boolean renew(Lease lease, Duration duration) {
		return update("update parked_keys set lease_until = now() + ? * interval '1 millisecond', tries = 0" + LEASED,
				lease, duration.toMillis());
	}

	/**
	 * Gives a lease back.
	 * @param delay time until the next attempt
	 * @return whether the lease still held
	 */
	public boolean postpone(Lease lease, Duration delay) {
		return update("""
				update parked_keys set lease_token = null, lease_until = null, tries = 0,
				  next_attempt = now() + ? * interval '1 millisecond'""" + LEASED, lease, delay.toMillis());
	}

	/**
	 * Gives a lease back with which nothing was found out, as if it had not been taken.
	 */
	public void release(Lease lease, Duration delay) {
		update("""
				update parked_keys set lease_token = null, lease_until = null, tries = greatest(tries - 1, 0),
				  next_attempt = now() + ? * interval '1 millisecond'""" + LEASED, lease, delay.toMillis());
	}

	/**
	 * Deletes a leased key if it has no events, within the current transaction.
	 * @return whether it is deleted; {@code false} also when somebody is about to put an
	 * event behind
	 */
	public boolean close(Lease lease) {
		// The second statement's snapshot is younger than the lock.
		return lockAlone(lease) && update("""
				delete from parked_keys k where topic_id = ? and partition = ? and key = ? and lease_token = ?
				  and not exists (select from parked_events e
				    where (e.topic_id, e.partition, e.key) = (k.topic_id, k.partition, k.key))""", lease);
	}

	/**
	 * Holds a leased key for an operator, within the current transaction.
	 * @return whether it is held; {@code false} also when somebody is about to put an
	 * event behind, who would not know
	 */
	public boolean hold(Lease lease) {
		return lockAlone(lease) && update(
				"update parked_keys set held = true, lease_token = null, lease_until = null, tries = 0" + LEASED,
				lease);
	}

	private boolean lockAlone(Lease lease) {
		LogPartition partition = lease.key().partition();
		return !this.jdbc
			.queryForList("select 1 from parked_keys" + LEASED + " for update skip locked", Integer.class,
					partition.uuid(), partition.partition(), lease.key().name(), lease.token())
			.isEmpty();
	}

	/**
	 * Lets a held key go on at once, within the current transaction. Waits for those who
	 * put events behind.
	 * @return whether it was held
	 */
	boolean resume(ParkedKey key) {
		LogPartition partition = key.partition();
		return this.jdbc
			.queryForList("select 1 from parked_keys" + KEY + " and held for update", Integer.class, partition.uuid(),
					partition.partition(), key.name())
			.size() == 1
				&& this.jdbc.update("update parked_keys set held = false, next_attempt = now()" + KEY, partition.uuid(),
						partition.partition(), key.name()) == 1;
	}

	private boolean update(String sql, Lease lease, Object... first) {
		LogPartition partition = lease.key().partition();
		Object[] values = new Object[first.length + 4];
		System.arraycopy(first, 0, values, 0, first.length);
		values[first.length] = partition.uuid();
		values[first.length + 1] = partition.partition();
		values[first.length + 2] = lease.key().name();
		values[first.length + 3] = lease.token();
		return this.jdbc.update(sql, values) == 1;
	}

}
