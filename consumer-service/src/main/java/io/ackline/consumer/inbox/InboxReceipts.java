package io.ackline.consumer.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.ackline.consumer.progress.LogPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The receipts as the inbox writes them: a receipt is at the same time the proof that its
 * identity was seen.
 */
@Repository
class InboxReceipts {

	/**
	 * The last millisecond of the year 9999.
	 */
	private static final long LAST_TIME = 253_402_300_799_999L;

	private final JdbcTemplate jdbc;

	InboxReceipts(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Inserts the receipts of those entries whose identity was not seen before, with what
	 * they say so far. Waits for transactions in flight that inserted one of the same
	 * identity; the order of the identities keeps two of them from waiting for each
	 * other.
	 * @return the offsets of the entries that were inserted
	 */
	Set<Long> insertUnseen(Share share, List<Entry> entries) {
		LogPartition partition = share.partition();
		return new HashSet<>(this.jdbc.queryForList("""
				insert into receipts (id, source, topic, topic_id, partition, "offset", type, key, digest,
				  state, attempts, error, written_at, first_seen, processed_at)
				select id, source, ?, ?, ?, "offset", type, key, digest, state::receipt_state, attempts, error,
				  timestamptz 'epoch' + written * interval '1 millisecond', now(),
				  case when state = 'processed' then now() end
				from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				  as entry (id, source, "offset", type, key, digest, state, attempts, error, written)
				order by id collate "C", source collate "C", "offset"
				on conflict (id, source, topic) do nothing
				returning "offset\"""", Long.class, partition.topic(), partition.uuid(), partition.partition(),
				texts(entries, (entry) -> entry.event().id()), texts(entries, (entry) -> entry.event().source()),
				offsets(entries), texts(entries, (entry) -> entry.event().type()),
				texts(entries, (entry) -> entry.event().key()),
				array("bytea", entries.stream().map(Entry::digest).toArray(byte[][]::new)),
				texts(entries, Entry::state), attempts(entries), texts(entries, Entry::error), times(entries)));
	}

	/**
	 * Returns the digests of the events that the identities of the entries belong to. An
	 * identity whose receipt was purged in the meantime is not among them.
	 */
	Map<Identity, byte[]> digests(Share share, Collection<Entry> entries) {
		Map<Identity, byte[]> digests = new HashMap<>();
		this.jdbc.query("""
				select id, source, digest from receipts join unnest(?, ?) as entry (id, source) using (id, source)
				where topic = ?""", (row) -> {
			digests.put(new Identity(row.getString(1), row.getString(2)), row.getBytes(3));
		}, texts(entries, (entry) -> entry.event().id()), texts(entries, (entry) -> entry.event().source()),
				share.partition().topic());
		return digests;
	}

	/**
	 * Takes back receipts that {@link #insertUnseen} inserted in this transaction, from
	 * an offset on.
	 */
	void takeBack(Share share, Collection<Long> inserted, long fromOffset) {
		Long[] offsets = inserted.stream().filter((offset) -> offset >= fromOffset).toArray(Long[]::new);
		this.jdbc.update("delete from receipts where topic_id = ? and partition = ? and \"offset\" = any(?)",
				share.partition().uuid(), share.partition().partition(), array("int8", offsets));
	}

	/**
	 * Writes anew what the receipts of entries say, which {@link #insertUnseen} inserted
	 * in this transaction.
	 */
	void rewrite(Share share, List<Entry> entries) {
		this.jdbc.update("""
				update receipts set state = entry.state::receipt_state, attempts = entry.attempts, error = entry.error,
				  processed_at = null
				from unnest(?, ?, ?, ?) as entry ("offset", state, attempts, error)
				where topic_id = ? and partition = ? and receipts."offset" = entry."offset\"""", offsets(entries),
				texts(entries, Entry::state), attempts(entries), texts(entries, Entry::error), share.partition().uuid(),
				share.partition().partition());
	}

	private static SqlArrayValue offsets(List<Entry> entries) {
		return array("int8", entries.stream().map(Entry::offset).toArray(Long[]::new));
	}

	private static SqlArrayValue attempts(List<Entry> entries) {
		return array("int4", entries.stream().map(Entry::attempts).toArray(Integer[]::new));
	}

	/**
	 * Returns when a record was written. What lies beyond the times that the database
	 * knows is cut to them.
	 */
	private static SqlArrayValue times(List<Entry> entries) {
		return array("int8",
				entries.stream()
					.map((entry) -> Math.min(entry.kafkaRecord().timestamp(), LAST_TIME))
					.toArray(Long[]::new));
	}

	private static SqlArrayValue texts(Collection<Entry> entries, Function<Entry, @Nullable String> text) {
		List<@Nullable String> texts = new ArrayList<>(entries.size());
		entries.forEach((entry) -> texts.add(text.apply(entry)));
		return array("text", texts.toArray(String[]::new));
	}

	private static SqlArrayValue array(String type, Object[] elements) {
		return new SqlArrayValue(type, elements);
	}

	/**
	 * An event's identity within its topic.
	 */
	record Identity(String id, String source) {

		static Identity of(Entry entry) {
			return new Identity(entry.event().id(), entry.event().source());
		}

	}

}
