package io.ackline.workbench.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.ackline.events.payment.AccountChain;

/**
 * What the ledger says of one account.
 *
 * @param balances the balances that are not zero, in minor units by currency
 * @param events how many events have changed it
 * @param chain the {@link AccountChain} over them, in hexadecimal digits
 */
public record Account(Map<String, Long> balances, long events, String chain) {

	/**
	 * An account that nothing has happened to.
	 */
	public static final Account UNTOUCHED = new Account(Map.of(), 0, AccountChain.EMPTY.toString());

	public Account {
		SortedMap<String, Long> sorted = new TreeMap<>(balances);
		sorted.values().removeIf((balance) -> balance == 0);
		balances = Collections.unmodifiableSortedMap(sorted);
	}

}
