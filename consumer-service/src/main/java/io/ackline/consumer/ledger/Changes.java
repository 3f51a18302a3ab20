package io.ackline.consumer.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.ackline.events.Event;
import io.ackline.events.payment.AccountChain;
import io.ackline.events.payment.Payment;
import io.ackline.events.payment.PaymentRefunded;

/**
 * What a run of events changes in one account.
 */
final class Changes {

	private final List<Event> events = new ArrayList<>();

	private final SortedMap<String, BigDecimal> amounts = new TreeMap<>();

	private AccountChain chain = AccountChain.EMPTY;

	void add(Event event, Payment payment) {
		BigDecimal amount = BigDecimal.valueOf(payment.amount());
		this.events.add(event);
		this.amounts.merge(payment.currency(), (payment instanceof PaymentRefunded) ? amount.negate() : amount,
				BigDecimal::add);
	}

	void extend(AccountChain before) {
		this.chain = before;
		for (Event event : this.events) {
			this.chain = this.chain.with(event);
		}
	}

	int events() {
		return this.events.size();
	}

	SortedMap<String, BigDecimal> amounts() {
		return this.amounts;
	}

	AccountChain chain() {
		return this.chain;
	}

}
