package io.ackline.workbench.load;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.events.payment.PaymentRefunded;

/**
 * Payments over a number of accounts. Each is known by its number: the same run, seed and
 * number give the same event, but for its time.
 *
 * @param run the name of the run, part of the source and of each account; it must be new
 * to the system, since it is what tells one run's events and balances from another's
 * @param seed what accounts, amounts, currencies and types are drawn from
 * @param size the number of accounts
 * @param doomed the share of events that every producer takes and no handler can accept
 */
public record Payments(String run, long seed, int size, double doomed) {

	/**
	 * The topic that payments go to.
	 */
	public static final String TOPIC = "payments";

	private static final int LARGEST_AMOUNT = 100_00;

	private static final double REFUNDS = 0.1;

	private static final double DOLLARS = 0.2;

	private static final long STEP = 0x9e3779b97f4a7c15L;

	/**
	 * What PostgreSQL stores in no text, as JSON has it.
	 */
	private static final String DOOM = "\\u0000";

	public Payments {
		if (size < 1) {
			throw new IllegalArgumentException("A load needs at least 1 account, not " + size);
		}
		if (!(doomed >= 0 && doomed <= 1)) {
			throw new IllegalArgumentException("A share is from 0 to 1, not " + doomed);
		}
	}

	/**
	 * Creates payments that can all be booked.
	 */
	public Payments(String run, long seed, int size) {
		this(run, seed, size, 0);
	}

	/**
	 * Returns the source of all events.
	 */
	public String source() {
		return "/workbench/" + this.run;
	}

	public List<String> accounts() {
		return IntStream.range(0, this.size).mapToObj(this::account).toList();
	}

	/**
	 * Returns the first events, in the order of their numbers.
	 */
	public Stream<Event> events(long count) {
		return LongStream.range(0, count).mapToObj(this::event);
	}

	/**
	 * Returns the event with a number, from 0.
	 */
	public Event event(long number) {
		SplittableRandom random = new SplittableRandom(this.seed + number * STEP);
		String account = account(random.nextInt(this.size));
		long amount = random.nextLong(1, LARGEST_AMOUNT + 1L);
		String currency = (random.nextDouble() < DOLLARS) ? "USD" : "EUR";
		String type = (random.nextDouble() < REFUNDS) ? PaymentRefunded.TYPE : PaymentCaptured.TYPE;
		String doom = (random.nextDouble() < this.doomed) ? DOOM : "";
		return Event.builder("%s-%d".formatted(this.run, number), source(), type, OffsetDateTime.now(ZoneOffset.UTC))
			.dataContentType("application/json")
			.key(account)
			.data(EventData.ofUtf8("{\"account\":\"%s%s\",\"amount\":%d,\"currency\":\"%s\"}".formatted(account, doom,
					amount, currency)))
			.build();
	}

	/**
	 * Returns whether no handler can accept an event.
	 */
	public static boolean isDoomed(Event event) {
		return event.data() != null && event.data().toString().contains(DOOM);
	}

	/**
	 * Returns the name of the account with a number, from 0.
	 */
	public String account(int number) {
		return "%s-a-%d".formatted(this.run, number);
	}

}
