package io.ackline.consumer.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.ackline.events.payment.AccountChain;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * The accounts' rows. Accounts are locked in the order of their names, so that shares
 * that touch the same ones never wait for each other in a circle.
 */
@Repository
class Accounts {

	private final JdbcTemplate jdbc;

	Accounts(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Locks accounts until the transaction's end, opening those that are new.
	 * @return the hash chain of each
	 */
	Map<String, AccountChain> lock(Set<String> accounts) {
		SortedSet<String> missing = new TreeSet<>(accounts);
		Map<String, AccountChain> chains = new HashMap<>();
		select(accounts, chains);
		missing.removeAll(chains.keySet());
		if (!missing.isEmpty()) {
			this.jdbc.update("""
					insert into accounts (account, events, chain)
					select account, 0, ? from unnest(?) as a (account) order by account collate "C"
					on conflict do nothing""", AccountChain.EMPTY.link(), texts(missing));
			select(missing, chains);
		}
		return chains;
	}

	private void select(Set<String> accounts, Map<String, AccountChain> chains) {
		this.jdbc.query("select account, chain from accounts where account = any(?) order by account for update",
				(row) -> {
					chains.put(row.getString(1), AccountChain.of(row.getBytes(2)));
				}, texts(accounts));
	}

	void apply(SortedMap<String, Changes> changes) {
		byte[][] chains = changes.values().stream().map((change) -> change.chain().link()).toArray(byte[][]::new);
		Integer[] events = changes.values().stream().map(Changes::events).toArray(Integer[]::new);
		this.jdbc.update("""
				update accounts set events = accounts.events + change.events, chain = change.chain
				from unnest(?, ?, ?) as change (account, events, chain)
				where accounts.account = change.account""", texts(changes.keySet()),
				new SqlArrayValue("int4", (Object[]) events), new SqlArrayValue("bytea", (Object[]) chains));
		List<String> accounts = new ArrayList<>();
		List<String> currencies = new ArrayList<>();
		List<BigDecimal> amounts = new ArrayList<>();
		changes.forEach((account, change) -> change.amounts().forEach((currency, amount) -> {
			accounts.add(account);
			currencies.add(currency);
			amounts.add(amount);
		}));
		this.jdbc.update("""
				insert into balances (account, currency, balance) select * from unnest(?, ?, ?)
				on conflict (account, currency) do update set balance = balances.balance + excluded.balance""",
				texts(accounts), texts(currencies), new SqlArrayValue("numeric", amounts.toArray()));
	}

	Optional<Account> find(String name) {
		SortedMap<String, BigDecimal> balances = new TreeMap<>();
		List<Account> found = this.jdbc.query("""
				select a.events, a.chain, b.currency, b.balance
				from accounts a left join balances b using (account) where account = ?""", (row, n) -> {
			if (row.getString(3) != null) {
				balances.put(row.getString(3), row.getBigDecimal(4));
			}
			return new Account(name, balances, row.getLong(1), AccountChain.of(row.getBytes(2)).toString());
		}, name);
		return found.stream().findFirst();
	}

	private static SqlArrayValue texts(Collection<String> values) {
		return new SqlArrayValue("text", (Object[]) values.toArray(String[]::new));
	}

}
