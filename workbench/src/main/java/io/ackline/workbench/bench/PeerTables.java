package io.ackline.workbench.bench;

/**
 * The tables and the three statements that do what the ledger does, for those that
 * Ackline's consumer is compared with: an event's identity, what it changes, and its
 * receipt.
 */
final class PeerTables {

	static final String CREATE = """
			create table if not exists seen (source text, id text, primary key (source, id));
			create table if not exists balances (account text, currency text, balance numeric not null,
			  primary key (account, currency)) with (fillfactor = 70);
			create table if not exists receipts (source text, id text, topic text, partition int, "offset" bigint,
			  processed_at timestamptz not null default now(), primary key (source, id));
			""";

	static final String SEEN = "insert into seen (source, id) values (?, ?) on conflict do nothing";

	static final String BALANCE = """
			insert into balances as b (account, currency, balance) values (?, ?, ?)
			on conflict (account, currency) do update set balance = b.balance + excluded.balance""";

	static final String RECEIPT = "insert into receipts (source, id, topic, partition, \"offset\") values (?, ?, ?, ?, ?)";

	static final String COUNT = "select count(*) from receipts";

	private PeerTables() {
	}

}
