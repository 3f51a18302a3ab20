package io.ackline.workbench.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.workbench.evidence.Account;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Receipt;
import io.ackline.workbench.evidence.Span;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.evidence.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The checker is checked: tampered evidence is found each time, sound evidence is left
 * alone.
 */
class VerdictTests {

	private final HonestSystem system = new HonestSystem(42, 300);

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })
	void findsNothingInSoundEvidence(long seed) {
		HonestSystem sound = new HonestSystem(seed, 300);
		Verdict verdict = sound.verdict();
		assertThat(verdict.findings()).isEmpty();
		assertThat(verdict.figures().events()).isEqualTo(300);
		assertThat(verdict.figures().tries()).isEqualTo(sound.tries.size());
		assertThat(verdict.figures().duplicates()).isPositive().isEqualTo(sound.log.size() - sound.receipts.size());
		assertThat(verdict.figures().acknowledged() + verdict.figures().unknown() + verdict.figures().refused())
			.isEqualTo(300);
		assertThat(verdict.toString()).contains("Every promise held.");
	}

	@Test
	void findsAnAcknowledgedEventThatIsRemovedFromTheLog() {
		LogRecord victim = plain(0);
		this.system.log.remove(victim);
		assertThat(findings(victim)).extracting(Finding::breach).contains(Breach.LOST);
		assertThat(findings(victim)).extracting(Finding::promise).contains(Promise.STORED);
	}

	@Test
	void findsTheTailOfAPartitionThatWasTruncated() {
		List<LogRecord> tail = this.system.log.stream()
			.filter((entry) -> entry.place().partition() == 1)
			.skip(30)
			.toList();
		long lost = this.system.plain().stream().filter(tail::contains).count();
		this.system.log.removeAll(tail);
		assertThat(lost).isPositive();
		assertThat(this.system.verdict().count(Breach.LOST)).isGreaterThanOrEqualTo(lost);
	}

	@Test
	void findsAnAcknowledgedRecordThatIsRemovedThoughAnotherTryWroteTheEventToo() {
		Try acknowledged = this.system.tries.stream()
			.filter((told) -> told.answer().acknowledged() && records(told.identity()).size() > 1)
			.findFirst()
			.orElseThrow();
		LogRecord victim = at(acknowledged.answer().place());
		this.system.log.remove(victim);
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsATryThatStandsInTheLogTwice() {
		LogRecord victim = plain(1);
		this.system.append(victim.event(), victim.attempt());
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.DOUBLED);
	}

	@Test
	void findsTwoEventsOfAKeyThatChangedPlaces() {
		LogRecord one = plain(2);
		LogRecord other = this.system.plain()
			.stream()
			.filter((entry) -> entry.event().key().equals(one.event().key()) && !entry.equals(one))
			.findFirst()
			.orElseThrow();
		swap(one, other);
		assertThat(findings(other)).extracting(Finding::breach).contains(Breach.WRONGLY_TOLD);
		assertThat(breaches()).contains(Breach.OUT_OF_ORDER);
	}

	@Test
	void findsAReorderingEvenWhenAnswersAndReceiptsWereBentToIt() {
		LogRecord one = plain(2);
		LogRecord other = this.system.plain()
			.stream()
			.filter((entry) -> entry.event().key().equals(one.event().key()) && !entry.equals(one))
			.findFirst()
			.orElseThrow();
		swap(one, other);
		this.system.tries.replaceAll((told) -> acknowledgedAtItsRecord(told));
		this.system.receipts.replaceAll((receipt) -> new Receipt(receipt.identity(), receipt.state(),
				records(receipt.identity()).get(0).place(), receipt.latency()));
		this.system.accounts.put(one.event().key(),
				this.system.log.stream()
					.filter((entry) -> entry.event().key().equals(one.event().key()))
					.filter((entry) -> records(entry.identity()).get(0).equals(entry))
					.sorted((left, right) -> left.place().compareTo(right.place()))
					.map(LogRecord::event)
					.reduce(Account.UNTOUCHED, HonestSystem::booked, (left, right) -> right));
		assertThat(this.system.verdict().findings()).isNotEmpty()
			.allMatch((finding) -> finding.breach() == Breach.OUT_OF_ORDER)
			.allMatch((finding) -> finding.promise() == Promise.ORDERED);
	}

	@Test
	void findsAKeyInTwoPartitions() {
		LogRecord victim = plain(3);
		int elsewhere = (victim.place().partition() + 1) % HonestSystem.PARTITIONS;
		replace(victim, new LogRecord(new Place(elsewhere, 10_000), victim.event()));
		assertThat(breaches()).contains(Breach.OUT_OF_ORDER, Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAnAlteredAmount() {
		LogRecord victim = plain(4);
		String altered = victim.event().data().toString().replaceFirst("\"amount\":", "\"amount\":1");
		replace(victim, new LogRecord(victim.place(), with(victim.event(), altered)));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.NEVER_SENT);
		assertThat(findings("account " + victim.event().key())).extracting(Finding::breach)
			.containsExactly(Breach.MISBOOKED);
	}

	@Test
	void findsDataThatIsNoPaymentAnyMore() {
		LogRecord victim = plain(4);
		replace(victim, new LogRecord(victim.place(), with(victim.event(), "{\"acc")));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.NEVER_SENT);
	}

	@Test
	void findsAnEventThatNobodySent() {
		Event invented = this.system.payments.event(999_999);
		LogRecord record = this.system.append(invented, 1);
		assertThat(findings(record)).extracting(Finding::breach).contains(Breach.NEVER_SENT, Breach.LOST);
	}

	@Test
	void findsAReceiptForAnEventThatNobodySent() {
		Identity invented = new Identity(this.system.payments.source(), "invented");
		this.system.receipts.add(new Receipt(invented, Receipt.PROCESSED, new Place(0, 1), null));
		assertThat(findings(invented.toString())).extracting(Finding::breach).containsExactly(Breach.NEVER_SENT);
	}

	@Test
	void findsAWrittenTryThatWasCalledUnwritten() {
		LogRecord victim = plain(5);
		retell(victim, new Answer(Written.NO, 503, null, null, true, Duration.ZERO, ""));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
		assertThat(findings(victim)).extracting(Finding::promise).containsExactly(Promise.HONEST);
	}

	@Test
	void findsATryThatWasCalledUnwrittenThoughALaterTrySucceeded() {
		Try unknown = this.system.tries.stream()
			.filter((told) -> told.answer().written() == Written.UNKNOWN)
			.filter((told) -> records(told.identity()).stream().anyMatch((entry) -> entry.attempt() == told.attempt()))
			.findFirst()
			.orElseThrow();
		this.system.tries.set(this.system.tries.indexOf(unknown), new Try(unknown.event(), unknown.attempt(),
				Answer.unreached("a lie"), unknown.sentAt(), unknown.answeredAt()));
		assertThat(findings(unknown.identity().toString())).extracting(Finding::breach)
			.containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAnUnwrittenTryThatWasAcknowledged() {
		Try refused = this.system.tries.stream()
			.filter((told) -> told.answer().written() == Written.NO && !records(told.identity()).isEmpty())
			.findFirst()
			.orElseThrow();
		Answer lie = new Answer(Written.YES, 201, refused.identity(), records(refused.identity()).get(0).place(), false,
				Duration.ZERO, "");
		this.system.tries.set(this.system.tries.indexOf(refused),
				new Try(refused.event(), refused.attempt(), lie, refused.sentAt(), refused.answeredAt()));
		assertThat(findings(refused.identity().toString())).extracting(Finding::breach).contains(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAnAnswerWithAnotherPlace() {
		LogRecord victim = plain(6);
		Place wrong = new Place(victim.place().partition(), victim.place().offset() + 1);
		retell(victim, new Answer(Written.YES, 201, victim.identity(), wrong, false, Duration.ZERO, ""));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAnAnswerWithoutAPlace() {
		LogRecord victim = plain(6);
		retell(victim, new Answer(Written.YES, 201, victim.identity(), null, false, Duration.ZERO, ""));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAnAnswerForAnotherEvent() {
		LogRecord victim = plain(7);
		retell(victim, new Answer(Written.YES, 201, plain(8).identity(), victim.place(), false, Duration.ZERO, ""));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAnErrorThatDoesNotSayWhatHappened() {
		LogRecord victim = plain(9);
		retell(victim, new Answer(Written.UNSAID, 500, null, null, true, Duration.ZERO, ""));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsAMissingReceipt() {
		Receipt victim = this.system.receipts.remove(10);
		assertThat(findings(victim.identity().toString())).extracting(Finding::breach).containsExactly(Breach.LOST);
		assertThat(findings(victim.identity().toString())).extracting(Finding::promise).containsExactly(Promise.KEPT);
	}

	@Test
	void findsASecondReceipt() {
		Receipt victim = this.system.receipts.get(11);
		this.system.receipts.add(victim);
		assertThat(findings(victim.identity().toString())).extracting(Finding::breach).containsExactly(Breach.DOUBLED);
	}

	@Test
	void findsAnEventThatWasGivenUp() {
		Receipt victim = this.system.receipts.get(12);
		this.system.receipts.set(12, new Receipt(victim.identity(), Receipt.DEAD, victim.place(), null));
		assertThat(findings(victim.identity().toString())).extracting(Finding::breach).containsExactly(Breach.LOST);
	}

	@Test
	void findsABalanceThatIsOffByACent() {
		String name = this.system.payments.accounts().get(0);
		Account account = this.system.accounts.get(name);
		Map<String, Long> balances = new HashMap<>(account.balances());
		balances.merge("EUR", -1L, Long::sum);
		this.system.accounts.put(name, new Account(balances, account.events(), account.chain()));
		assertThat(findings("account " + name)).extracting(Finding::breach).containsExactly(Breach.MISBOOKED);
		assertThat(this.system.verdict().findings()).hasSize(1);
	}

	@Test
	void findsAnEventThatWasBookedTwice() {
		LogRecord victim = plain(13);
		this.system.accounts.computeIfPresent(victim.event().key(),
				(name, account) -> HonestSystem.booked(account, victim.event()));
		assertThat(findings("account " + victim.event().key())).extracting(Finding::breach)
			.containsExactly(Breach.DOUBLED);
	}

	@Test
	void findsAnAccountThatIsGone() {
		String name = plain(14).event().key();
		this.system.accounts.remove(name);
		assertThat(findings("account " + name)).extracting(Finding::breach).containsExactly(Breach.LOST);
	}

	@Test
	void findsEventsThatWereBookedInAnotherOrder() {
		String name = plain(15).event().key();
		List<Event> events = new ArrayList<>(this.system.log.stream()
			.filter((entry) -> entry.event().key().equals(name) && records(entry.identity()).get(0).equals(entry))
			.map(LogRecord::event)
			.toList());
		events.add(events.remove(0));
		this.system.accounts.put(name,
				events.stream().reduce(Account.UNTOUCHED, HonestSystem::booked, (left, right) -> right));
		assertThat(findings("account " + name)).extracting(Finding::breach).containsExactly(Breach.OUT_OF_ORDER);
	}

	@Test
	void findsARecordThatDoesNotSayWhichTryWroteIt() {
		LogRecord victim = plain(16);
		Event silent = Event
			.builder(victim.event().id(), victim.event().source(), victim.event().type(), victim.event().time())
			.dataContentType(victim.event().dataContentType())
			.key(victim.event().key())
			.data(victim.event().data())
			.build();
		replace(victim, new LogRecord(victim.place(), silent));
		assertThat(findings(victim)).extracting(Finding::breach).contains(Breach.NEVER_SENT);
	}

	@Test
	void findsAnAnswerThatComesLate() {
		Try victim = delay(17, Duration.ofSeconds(8));
		assertThat(findings(victim.identity().toString())).isEmpty();
		this.system.due = Expectations.NONE.withAnswersWithin(Duration.ofSeconds(6), List.of());
		assertThat(findings(victim.identity().toString())).extracting(Finding::promise, Finding::breach)
			.containsExactly(tuple(Promise.PROMPT, Breach.LATE));
		assertThat(this.system.verdict().findings()).hasSize(1);
	}

	@Test
	void asksOfAStreamThatItIsAnsweredAsItGoes() {
		Try told = this.system.tries.get(17);
		this.system.due = Expectations.NONE.withAnswersWithin(Duration.ofSeconds(6), List.of());
		this.system.tries.set(17, streamed(told, Duration.ofSeconds(20), Duration.ofSeconds(6)));
		assertThat(this.system.verdict().findings()).isEmpty();
		this.system.tries.set(17, streamed(told, Duration.ofSeconds(20), Duration.ofSeconds(7)));
		assertThat(findings(told.identity().toString())).extracting(Finding::promise, Finding::breach)
			.containsExactly(tuple(Promise.PROMPT, Breach.LATE));
	}

	@Test
	void doesNotBlameAStoppedProducerForALateAnswer() {
		Try victim = delay(17, Duration.ofSeconds(8));
		this.system.due = Expectations.NONE.withAnswersWithin(Duration.ofSeconds(6),
				List.of(new Span(victim.sentAt() - 100, victim.sentAt())));
		assertThat(this.system.verdict().findings()).isEmpty();
		this.system.due = Expectations.NONE.withAnswersWithin(Duration.ofSeconds(6),
				List.of(new Span(victim.sentAt() - 100, victim.sentAt() - 1)));
		assertThat(this.system.verdict().findings()).hasSize(1);
	}

	@Test
	void findsAnEventThatIsDelayedByTheFailuresOfAnotherKey() {
		Receipt slow = this.system.receipts.get(18);
		String key = records(slow.identity()).get(0).event().key();
		this.system.receipts.set(18, new Receipt(slow.identity(), slow.state(), slow.place(), Duration.ofSeconds(12)));
		this.system.due = Expectations.NONE.withDelayWithin(Duration.ofSeconds(10), Set.of("another"));
		assertThat(findings(slow.identity().toString())).extracting(Finding::promise, Finding::breach)
			.containsExactly(tuple(Promise.ALONE, Breach.LATE));
		this.system.due = Expectations.NONE.withDelayWithin(Duration.ofSeconds(10), Set.of(key));
		assertThat(this.system.verdict().findings()).isEmpty();
	}

	@Test
	void expectsADoomedEventToBeDeadAndWithoutEffect() {
		LogRecord doomed = this.system.append(this.system.payments.event(5_000), 1);
		told(doomed);
		this.system.receipts.add(new Receipt(doomed.identity(), Receipt.DEAD, doomed.place(), null));
		this.system.due = Expectations.NONE.withDoomed(Set.of(doomed.identity()));
		assertThat(this.system.verdict().findings()).isEmpty();
		assertThat(this.system.verdict().figures().dead()).isOne();
	}

	@Test
	void findsADoomedEventThatIsSaidToBeProcessed() {
		LogRecord doomed = this.system.append(this.system.payments.event(5_000), 1);
		told(doomed);
		this.system.receipts
			.add(new Receipt(doomed.identity(), Receipt.PROCESSED, doomed.place(), Duration.ofMillis(1)));
		this.system.due = Expectations.NONE.withDoomed(Set.of(doomed.identity()));
		assertThat(findings(doomed)).extracting(Finding::promise, Finding::breach)
			.containsExactly(tuple(Promise.KEPT, Breach.LOST));
	}

	@Test
	void findsADoomedEventThatTookEffect() {
		LogRecord doomed = this.system.append(this.system.payments.event(5_000), 1);
		told(doomed);
		this.system.receipts.add(new Receipt(doomed.identity(), Receipt.DEAD, doomed.place(), null));
		this.system.accounts.computeIfPresent(doomed.event().key(),
				(name, account) -> HonestSystem.booked(account, doomed.event()));
		this.system.due = Expectations.NONE.withDoomed(Set.of(doomed.identity()));
		assertThat(findings("account " + doomed.event().key())).extracting(Finding::breach)
			.containsExactly(Breach.DOUBLED);
	}

	@Test
	void findsARecordThatIsNoEventAndNoDeadLetter() {
		this.system.undecodable.put(new Place(1, 7_000), Receipt.DEAD);
		assertThat(this.system.verdict().findings()).isEmpty();
		this.system.undecodable.put(new Place(1, 7_001), "pending");
		assertThat(findings("the record at 1-7001")).extracting(Finding::promise, Finding::breach)
			.containsExactly(tuple(Promise.KEPT, Breach.LOST));
	}

	/**
	 * What one check should find is found by that check, not only by another that happens
	 * to look, too.
	 */
	@ParameterizedTest
	@MethodSource("tamperings")
	void findsEachTamperingByEachCheckThatShould(String name, Consumer<HonestSystem> tampering,
			Set<Class<?>> expected) {
		tampering.accept(this.system);
		LogIndex log = new LogIndex(this.system.evidence());
		Set<Class<?>> finders = new HashSet<>();
		for (Check check : Verdict.CHECKS) {
			check.check(this.system.evidence(), log, this.system.due, (finding) -> finders.add(check.getClass()));
		}
		assertThat(finders).as(name).isEqualTo(expected);
	}

	static Stream<Arguments> tamperings() {
		return Stream.of(tampering("nothing", (system) -> {
		}), tampering("an event removed from the log", (system) -> system.log.remove(system.plain().get(0)),
				AnswerCheck.class, ReceiptCheck.class, LedgerCheck.class), tampering("a record doubled", (system) -> {
					LogRecord victim = system.plain().get(0);
					system.append(victim.event(), victim.attempt());
				}, LogCheck.class),
				tampering("an event written by nobody", (system) -> system.append(system.payments.event(9_999), 1),
						LogCheck.class, ReceiptCheck.class, LedgerCheck.class),
				tampering("an amount altered in the log", (system) -> {
					LogRecord victim = system.plain().get(0);
					String altered = victim.event().data().toString().replaceFirst("\"amount\":", "\"amount\":1");
					system.log.set(system.log.indexOf(victim),
							new LogRecord(victim.place(), with(victim.event(), altered)));
				}, LogCheck.class, LedgerCheck.class),
				tampering("a record moved to the end of its partition", (system) -> {
					LogRecord victim = system.plain().get(0);
					system.log.remove(victim);
					system.append(victim.event(), victim.attempt());
				}, AnswerCheck.class, OrderCheck.class, ReceiptCheck.class, LedgerCheck.class),
				tampering("a refusal for what is written", (system) -> {
					Identity victim = system.plain().get(0).identity();
					system.tries.replaceAll((told) -> told.identity().equals(victim) ? new Try(told.event(),
							told.attempt(), Answer.unreached(""), told.sentAt(), told.answeredAt()) : told);
				}, AnswerCheck.class),
				tampering("a receipt missing", (system) -> system.receipts.remove(3), ReceiptCheck.class),
				tampering("a receipt doubled", (system) -> system.receipts.add(system.receipts.get(3)),
						ReceiptCheck.class),
				tampering("a balance off",
						(system) -> system.accounts.computeIfPresent(system.payments.accounts().get(0),
								(name, account) -> new Account(Map.of("EUR", 1L), account.events(), account.chain())),
						LedgerCheck.class),
				tampering("a chain off",
						(system) -> system.accounts.computeIfPresent(system.payments.accounts().get(0),
								(name, account) -> new Account(account.balances(), account.events(),
										"0" + account.chain().substring(1).replace('0', '1'))),
						LedgerCheck.class),
				tampering("an answer late", (system) -> {
					system.due = Expectations.NONE.withAnswersWithin(Duration.ofNanos(1), List.of());
					Try told = system.tries.get(5);
					system.tries.set(5,
							new Try(told.event(), told.attempt(), told.answer(), told.sentAt() - 1, told.answeredAt()));
				}, DeadlineCheck.class),
				tampering("a delay",
						(system) -> system.due = Expectations.NONE.withDelayWithin(Duration.ofMillis(1), Set.of()),
						DelayCheck.class));
	}

	private static Arguments tampering(String name, Consumer<HonestSystem> tampering, Class<?>... finders) {
		return Arguments.of(name, tampering, Set.of(finders));
	}

	@Test
	void showsTheTableAndTheFirstFindings() {
		this.system.receipts.clear();
		assertThat(this.system.verdict().toString()).contains("lost")
			.contains("promise 6, lost: /workbench/run run-2: it stands in the log at 0-0 and has no receipt")
			.contains(" more")
			.doesNotContain("Every promise held.");
	}

	private LogRecord plain(int index) {
		return this.system.plain().get(index);
	}

	private List<Finding> findings(LogRecord record) {
		return findings(record.identity().toString());
	}

	private List<Finding> findings(String subject) {
		return this.system.verdict()
			.findings()
			.stream()
			.filter((finding) -> finding.subject().equals(subject))
			.toList();
	}

	private static Try streamed(Try told, Duration whole, Duration waited) {
		return new Try(told.event(), told.attempt(), told.answer(), told.sentAt(), told.sentAt() + whole.toNanos(),
				waited.toNanos());
	}

	private Try delay(int index, Duration delay) {
		Try told = this.system.tries.get(index);
		Try late = new Try(told.event(), told.attempt(), told.answer(), told.sentAt(), told.sentAt() + delay.toNanos());
		this.system.tries.set(index, late);
		return late;
	}

	private void told(LogRecord record) {
		this.system.tries.add(new Try(record.event(), record.attempt(),
				new Answer(Written.YES, 201, record.identity(), record.place(), false, Duration.ZERO, ""), 1_000_000,
				1_000_001));
	}

	private List<Breach> breaches() {
		return this.system.verdict().findings().stream().map(Finding::breach).toList();
	}

	private List<LogRecord> records(Identity identity) {
		return this.system.log.stream().filter((entry) -> entry.identity().equals(identity)).toList();
	}

	private LogRecord at(Place place) {
		return this.system.log.stream().filter((entry) -> entry.place().equals(place)).findFirst().orElseThrow();
	}

	private void swap(LogRecord one, LogRecord other) {
		replace(one, new LogRecord(other.place(), one.event()));
		replace(other, new LogRecord(one.place(), other.event()));
	}

	private void replace(LogRecord record, LogRecord replacement) {
		this.system.log.set(this.system.log.indexOf(record), replacement);
	}

	private void retell(LogRecord record, Answer answer) {
		this.system.tries
			.replaceAll((told) -> (told.identity().equals(record.identity()) && told.answer().acknowledged())
					? new Try(told.event(), told.attempt(), answer, told.sentAt(), told.answeredAt()) : told);
	}

	private Try acknowledgedAtItsRecord(Try told) {
		if (!told.answer().acknowledged()) {
			return told;
		}
		Place place = records(told.identity()).stream()
			.filter((entry) -> entry.attempt() == told.attempt())
			.findFirst()
			.orElseThrow()
			.place();
		Answer bent = new Answer(Written.YES, 201, told.identity(), place, false, Duration.ZERO, "");
		return new Try(told.event(), told.attempt(), bent, told.sentAt(), told.answeredAt());
	}

	private static Event with(Event event, String data) {
		return Event.builder(event.id(), event.source(), event.type(), event.time())
			.dataContentType(event.dataContentType())
			.extensions(event.extensions())
			.key(event.key())
			.data(EventData.ofUtf8(data))
			.build();
	}

}
