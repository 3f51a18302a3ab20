package io.ackline.events.payment;

/**
 * A payment was captured: the amount is added to the account's balance in its currency.
 *
 * @param account the account, which is also the event's key
 * @param amount the amount in the currency's minor unit; positive
 * @param currency the ISO 4217 code
 */
public record PaymentCaptured(String account, long amount, String currency) implements Payment {

	/**
	 * The type of events with this payload.
	 */
	public static final String TYPE = "payment.captured";

	/**
	 * Creates the payload.
	 * @throws IllegalArgumentException if a value is out of its bounds
	 */
	public PaymentCaptured {
		Payment.validate(account, amount, currency);
	}

}
