package io.ackline.consumer.ledger;

import java.math.BigDecimal;
import java.util.SortedMap;

/**
 * An account as it is told.
 *
 * @param balances the balance in minor units, by currency
 * @param events the number of events that took effect
 * @param chain the last link of the hash chain over them, in hexadecimal digits
 */
record Account(String account, SortedMap<String, BigDecimal> balances, long events, String chain) {
}
