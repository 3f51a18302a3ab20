/**
 * The handler of payments: balances and hash chains of accounts.
 */
@NullMarked
package io.ackline.consumer.ledger;

import org.jspecify.annotations.NullMarked;
