package io.ackline.workbench.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.ackline.events.Event;
import io.ackline.events.payment.AccountChain;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.events.payment.PaymentRefunded;
import io.ackline.workbench.evidence.Account;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.LostTail;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Receipt;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.evidence.Written;
import io.ackline.workbench.load.Payments;
import tools.jackson.databind.json.JsonMapper;

/**
 * The evidence that a system leaves that keeps every promise, in a bad hour: some tries
 * are refused, some are answered with unknown, written or not, and some clients give up.
 * The lists can be tampered with.
 */
final class HonestSystem {

	static final int PARTITIONS = 3;

	final Payments payments;

	final List<Try> tries = new ArrayList<>();

	final List<LogRecord> log = new ArrayList<>();

	final List<Receipt> receipts = new ArrayList<>();

	final Map<String, Account> accounts = new TreeMap<>();

	final Map<Place, String> undecodable = new HashMap<>();

	LostTail lost = LostTail.NONE;

	Expectations due = Expectations.NONE;

	private final SplittableRandom random;

	private final Set<Identity> seen = new HashSet<>();

	private final long[] ends = new long[PARTITIONS];

	private long now;

	HonestSystem(long seed, int events) {
		this.payments = new Payments("run", seed, 7);
		this.random = new SplittableRandom(seed);
		this.payments.events(events).forEach(this::take);
		this.payments.accounts().forEach((name) -> this.accounts.put(name, Account.UNTOUCHED));
		this.log.forEach(this::process);
	}

	Evidence evidence() {
		return new Evidence(this.tries, this.log, this.receipts, this.accounts, this.undecodable, this.lost);
	}

	/**
	 * Loses the end of a partition's log, all of which had been processed, and goes on
	 * with other events.
	 */
	void loseTail(int partition, long end, int first, int more) {
		List<LogRecord> tail = this.log.stream()
			.filter((entry) -> entry.place().partition() == partition && entry.place().offset() >= end)
			.toList();
		this.log.removeAll(tail);
		this.lost = new LostTail(Map.of(partition, end), tail);
		this.ends[partition] = end;
		int before = this.log.size();
		for (int number = first; number < first + more; number++) {
			take(this.payments.event(number));
		}
		List.copyOf(this.log.subList(before, this.log.size())).forEach(this::process);
	}

	Verdict verdict() {
		return Verdict.of(evidence(), this.due);
	}

	/**
	 * Returns the records of events that have only one, acknowledged.
	 */
	List<LogRecord> plain() {
		Map<Identity, Long> counts = this.log.stream()
			.collect(Collectors.groupingBy(LogRecord::identity, Collectors.counting()));
		List<Identity> acknowledged = this.tries.stream()
			.filter((told) -> told.answer().acknowledged())
			.map(Try::identity)
			.toList();
		return this.log.stream()
			.filter((entry) -> counts.get(entry.identity()) == 1 && acknowledged.contains(entry.identity()))
			.toList();
	}

	LogRecord append(Event event, int attempt) {
		int partition = Math.floorMod(String.valueOf(event.key()).hashCode(), PARTITIONS);
		LogRecord entry = new LogRecord(new Place(partition, this.ends[partition]++),
				Event.builder(event.id(), event.source(), event.type(), event.time())
					.dataContentType(event.dataContentType())
					.extension(Try.ATTEMPT, String.valueOf(attempt))
					.key(event.key())
					.data(event.data())
					.build());
		this.log.add(entry);
		return entry;
	}

	private void take(Event event) {
		for (int attempt = 1; attempt <= 3; attempt++) {
			int fate = this.random.nextInt(10);
			if (fate == 0) {
				told(event, attempt, new Answer(Written.NO, 503, null, null, true, Duration.ZERO, "full"));
			}
			else if (fate <= 2) {
				if (this.random.nextBoolean()) {
					append(event, attempt);
				}
				told(event, attempt, Answer.none("reset"));
			}
			else {
				Place place = append(event, attempt).place();
				told(event, attempt, new Answer(Written.YES, 201, Identity.of(event), place, false, Duration.ZERO, ""));
				return;
			}
		}
	}

	private void told(Event event, int attempt, Answer answer) {
		long sentAt = this.now++;
		this.tries.add(new Try(event, attempt, answer, sentAt, this.now++));
	}

	private void process(LogRecord entry) {
		if (this.seen.add(entry.identity())) {
			this.receipts.add(new Receipt(entry.identity(), Receipt.PROCESSED, entry.place(), Duration.ofMillis(20)));
			this.accounts.compute(entry.event().key(), (name, account) -> booked(account, entry.event()));
		}
	}

	static Account booked(Account account, Event event) {
		PaymentCaptured payment = JsonMapper.shared().readValue(event.data().bytes(), PaymentCaptured.class);
		Map<String, Long> balances = new HashMap<>(account.balances());
		balances.merge(payment.currency(),
				event.type().equals(PaymentRefunded.TYPE) ? -payment.amount() : payment.amount(), Long::sum);
		byte[] link = HexFormat.of().parseHex(account.chain());
		return new Account(balances, account.events() + 1, AccountChain.of(link).with(event).toString());
	}

}
