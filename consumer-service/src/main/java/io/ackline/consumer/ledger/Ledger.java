package io.ackline.consumer.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.ackline.consumer.handler.BatchEventHandler;
import io.ackline.consumer.handler.Payloads;
import io.ackline.consumer.handler.UnprocessableEvent;
import io.ackline.events.Event;
import io.ackline.events.payment.AccountChain;
import io.ackline.events.payment.Payment;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.events.payment.PaymentRefunded;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps the balances of accounts: a captured payment adds its amount, a refunded one
 * takes it off. Payments of any other type change nothing. What the data is read into
 * depends on the type, so the ledger reads it itself.
 */
@Component
class Ledger implements BatchEventHandler<@Nullable Void> {

	private final Accounts accounts;

	private final Payloads payloads;

	Ledger(Accounts accounts, Payloads payloads) {
		this.accounts = accounts;
		this.payloads = payloads;
	}

	@Override
	public String type() {
		return "payment.*";
	}

	@Override
	public void handle(List<Item<@Nullable Void>> events) {
		SortedMap<String, Changes> changes = new TreeMap<>();
		for (Item<@Nullable Void> item : events) {
			Payment payment = payment(item.event());
			if (payment != null) {
				changes.computeIfAbsent(payment.account(), (account) -> new Changes()).add(item.event(), payment);
			}
		}
		if (!changes.isEmpty()) {
			Map<String, AccountChain> chains = this.accounts.lock(changes.keySet());
			changes.forEach((account, change) -> change.extend(Objects.requireNonNull(chains.get(account))));
			this.accounts.apply(changes);
		}
	}

	private @Nullable Payment payment(Event event) {
		Payment payment = switch (event.type()) {
			case PaymentCaptured.TYPE -> this.payloads.read(event, PaymentCaptured.class);
			case PaymentRefunded.TYPE -> this.payloads.read(event, PaymentRefunded.class);
			default -> null;
		};
		if (payment != null && payment.account().indexOf('\0') >= 0) {
			throw new UnprocessableEvent("'account' has the character U+0000, which PostgreSQL does not store.");
		}
		return payment;
	}

}
