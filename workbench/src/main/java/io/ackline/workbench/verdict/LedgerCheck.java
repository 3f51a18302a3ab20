package io.ackline.workbench.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.ackline.workbench.evidence.Account;
import io.ackline.workbench.evidence.Evidence;

/**
 * Holds the ledger against the log: each account has the balances, the number of events
 * and the chain that the log makes. One finding an account, the breach that tells most.
 */
final class LedgerCheck implements Check {

	@Override
	public void check(Evidence evidence, LogIndex log, Expectations due, Consumer<Finding> found) {
		Map<String, Account> made = Ledger.of(log.effective(evidence.receipts()), due.doomed());
		Set<String> names = new TreeSet<>(evidence.accounts().keySet());
		names.addAll(made.keySet());
		for (String name : names) {
			Account expected = made.getOrDefault(name, Account.UNTOUCHED);
			Account actual = evidence.accounts().getOrDefault(name, Account.UNTOUCHED);
			if (!actual.equals(expected)) {
				found.accept(finding(name, expected, actual));
			}
		}
	}

	private static Finding finding(String name, Account expected, Account actual) {
		List<String> differences = new ArrayList<>();
		if (actual.events() != expected.events()) {
			differences.add("%d events where the log has %d".formatted(actual.events(), expected.events()));
		}
		if (!actual.balances().equals(expected.balances())) {
			differences.add("balances %s where the log makes %s".formatted(actual.balances(), expected.balances()));
		}
		if (!actual.chain().equals(expected.chain())) {
			differences.add("chain %s where the log makes %s".formatted(actual.chain(), expected.chain()));
		}
		Breach breach = breach(expected, actual);
		return new Finding((breach == Breach.OUT_OF_ORDER) ? Promise.ORDERED : Promise.ONCE, breach, "account " + name,
				"the ledger has " + String.join("; ", differences));
	}

	private static Breach breach(Account expected, Account actual) {
		if (actual.events() != expected.events()) {
			return (actual.events() < expected.events()) ? Breach.LOST : Breach.DOUBLED;
		}
		return actual.balances().equals(expected.balances()) ? Breach.OUT_OF_ORDER : Breach.MISBOOKED;
	}

}
