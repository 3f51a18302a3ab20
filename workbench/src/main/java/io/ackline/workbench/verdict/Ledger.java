package io.ackline.workbench.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.ackline.events.Event;
import io.ackline.events.payment.AccountChain;
import io.ackline.events.payment.Payment;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.events.payment.PaymentRefunded;
import io.ackline.workbench.evidence.Account;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger as the log makes it: each payment in the order of its first record.
 */
final class Ledger {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Map<String, Map<String, Long>> balances = new HashMap<>();

	private final Map<String, Long> events = new HashMap<>();

	private final Map<String, AccountChain> chains = new TreeMap<>();

	/**
	 * Returns the accounts after payments.
	 * @param entries a record of each
	 * @param doomed events that have no effect
	 */
	static Map<String, Account> of(List<LogRecord> entries, Set<Identity> doomed) {
		Ledger ledger = new Ledger();
		entries.stream()
			.filter((entry) -> !doomed.contains(entry.identity()))
			.forEach((entry) -> ledger.book(entry.event()));
		return ledger.accounts();
	}

	private void book(Event event) {
		switch (event.type()) {
			case PaymentCaptured.TYPE -> book(event, PaymentCaptured.class, 1);
			case PaymentRefunded.TYPE -> book(event, PaymentRefunded.class, -1);
			default -> {
				// No payment, no effect.
			}
		}
	}

	private void book(Event event, Class<? extends Payment> type, int sign) {
		if (event.data() == null) {
			return;
		}
		try {
			Payment payment = JSON.readValue(event.data().bytes(), type);
			this.balances.computeIfAbsent(payment.account(), (account) -> new HashMap<>())
				.merge(payment.currency(), sign * payment.amount(), Math::addExact);
			this.events.merge(payment.account(), 1L, Math::addExact);
			this.chains.compute(payment.account(),
					(account, chain) -> ((chain != null) ? chain : AccountChain.EMPTY).with(event));
		}
		catch (JacksonException ex) {
			// What is no payment has no effect; the log check says that it was altered.
		}
	}

	private Map<String, Account> accounts() {
		Map<String, Account> accounts = new TreeMap<>();
		this.chains.forEach(
				(account, chain) -> accounts.put(account, new Account(this.balances.getOrDefault(account, Map.of()),
						this.events.getOrDefault(account, 0L), chain.toString())));
		return accounts;
	}

}
