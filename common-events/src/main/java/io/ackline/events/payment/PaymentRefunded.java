package io.ackline.events.payment;

/**
 * A payment was refunded: the amount is taken off the account's balance in its currency.
 *
 * @param account the account, which is also the event's key
 * @param amount the amount in the currency's minor unit; positive
 * @param currency the ISO 4217 code
 */
public record PaymentRefunded(String account, long amount, String currency) implements Payment {

	/**
	 * The type of events with this payload.
	 */
	public static final String TYPE = "payment.refunded";

	/**
	 * Creates the payload.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	public PaymentRefunded {
		Payment.validate(account, amount, currency);
	}

}
