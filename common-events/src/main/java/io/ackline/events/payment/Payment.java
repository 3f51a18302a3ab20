package io.ackline.events.payment;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * A payload that changes the balance of an account.
 */
public sealed interface Payment permits PaymentCaptured, PaymentRefunded {

	/**
	 * The largest amount: the largest integer that every JSON reader keeps exactly (RFC
	 * 8259, section 6).
	 */
	long MAX_AMOUNT = (1L << 53) - 1;

	/**
	 * Returns the account, which is also the event's key.
	 */
	String account();

	/**
	 * Returns the amount in the currency's minor unit, from 1 to {@link #MAX_AMOUNT}.
	 */
	long amount();

	/**
	 * Returns the ISO 4217 code of the currency, three capital letters.
	 */
	String currency();

	/**
	 * Checks the values of a payment.
	 * @throws IllegalArgumentException naming the value and its bounds
	 */
	static void validate(@Nullable String account, long amount, @Nullable String currency) {
		if (account == null || account.isEmpty() || account.codePointCount(0, account.length()) > Event.MAX_LENGTH) {
			throw new IllegalArgumentException(
					"'account' must have 1 to %d characters: '%s'".formatted(Event.MAX_LENGTH, account));
		}
		if (amount < 1 || amount > MAX_AMOUNT) {
			throw new IllegalArgumentException(
					"'amount' must be from 1 to %d minor units: %d".formatted(MAX_AMOUNT, amount));
		}
		if (currency == null || !isCurrency(currency)) {
			throw new IllegalArgumentException(
					"'currency' must be three capital letters, as in EUR: '%s'".formatted(currency));
		}
	}

	private static boolean isCurrency(String code) {
		return code.length() == 3 && code.chars().allMatch((c) -> c >= 'A' && c <= 'Z');
	}

}
