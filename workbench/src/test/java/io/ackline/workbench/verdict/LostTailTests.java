package io.ackline.workbench.verdict;

import java.time.Duration;
import java.util.List;

import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.LogRecord;
import io.ackline.workbench.evidence.LostTail;
import io.ackline.workbench.evidence.Place;
import io.ackline.workbench.evidence.Receipt;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.evidence.Written;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a disk has lost is excused, and nothing else is.
 */
class LostTailTests {

	private static final int PARTITION = 1;

	private static final long END = 40;

	private final HonestSystem system = new HonestSystem(42, 300);

	@BeforeEach
	void loseTheTail() {
		this.system.loseTail(PARTITION, END, 300, 200);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void excusesWhatWasLost(long seed) {
		HonestSystem sound = new HonestSystem(seed, 300);
		sound.loseTail(PARTITION, END, 300, 200);
		assertThat(sound.verdict().findings()).isEmpty();
		assertThat(sound.verdict().figures().lostAsDocumented()).isPositive()
			.isEqualTo(sound.lost.records().stream().filter((lost) -> isGone(sound, lost)).count());
	}

	@Test
	void reportsAsLostWhatNoDiskHasLost() {
		long gone = this.system.verdict().figures().lostAsDocumented();
		this.system.lost = LostTail.NONE;
		assertThat(this.system.verdict().count(Breach.LOST)).isGreaterThanOrEqualTo(gone);
	}

	@Test
	void findsAnAcknowledgedEventThatIsGoneFromBeforeTheTail() {
		LogRecord victim = plain(new Place(PARTITION, 0), new Place(PARTITION, END));
		this.system.log.remove(victim);
		assertThat(findings(victim)).extracting(Finding::breach).contains(Breach.LOST);
	}

	@Test
	void findsAnAcknowledgedEventThatIsGoneFromBehindTheTail() {
		LogRecord victim = plain(new Place(PARTITION, END), new Place(PARTITION + 1, 0));
		this.system.log.remove(victim);
		assertThat(findings(victim)).extracting(Finding::breach).contains(Breach.LOST);
	}

	@Test
	void findsAnEventThatIsGoneFromAPartitionThatHasLostNothing() {
		LogRecord victim = plain(new Place(0, END), new Place(PARTITION, 0));
		this.system.log.remove(victim);
		assertThat(findings(victim)).extracting(Finding::breach).contains(Breach.LOST);
	}

	@Test
	void findsALostEventThatHadNeverStoodWhereItWasSaidTo() {
		Try victim = lostTry();
		retell(victim, new Answer(Written.YES, 201, victim.identity(), new Place(PARTITION, 10_000), false,
				Duration.ZERO, ""));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.LOST);
	}

	@Test
	void findsALostTryThatWasCalledUnwritten() {
		Try victim = lostTry();
		retell(victim, Answer.unreached("a lie"));
		assertThat(findings(victim)).extracting(Finding::breach).containsExactly(Breach.WRONGLY_TOLD);
	}

	@Test
	void findsALostEventThatWasBookedTwice() {
		LogRecord victim = this.system.lost.records().get(0);
		this.system.accounts.computeIfPresent(String.valueOf(victim.event().key()),
				(name, account) -> HonestSystem.booked(account, victim.event()));
		assertThat(findings("account " + victim.event().key())).extracting(Finding::breach)
			.containsExactly(Breach.DOUBLED);
	}

	@Test
	void findsALostEventWhoseReceiptIsForAnotherRecord() {
		Receipt victim = this.system.receipts.stream()
			.filter((receipt) -> receipt.identity().equals(lostTry().identity()))
			.findFirst()
			.orElseThrow();
		this.system.receipts.set(this.system.receipts.indexOf(victim),
				new Receipt(victim.identity(), victim.state(), new Place(PARTITION, 10_000), victim.latency()));
		assertThat(findings(victim.identity().toString())).extracting(Finding::breach).contains(Breach.LOST);
	}

	/**
	 * Returns the acknowledged try of an event that is gone.
	 */
	private Try lostTry() {
		LogRecord gone = this.system.lost.records()
			.stream()
			.filter((lost) -> isGone(this.system, lost))
			.findFirst()
			.orElseThrow();
		return this.system.tries.stream()
			.filter((told) -> told.identity().equals(gone.identity()) && told.attempt() == gone.attempt())
			.findFirst()
			.orElseThrow();
	}

	private static boolean isGone(HonestSystem system, LogRecord lost) {
		return system.log.stream().noneMatch((entry) -> entry.identity().equals(lost.identity()))
				&& system.tries.stream()
					.anyMatch((told) -> told.identity().equals(lost.identity()) && told.answer().acknowledged()
							&& told.attempt() == lost.attempt());
	}

	private LogRecord plain(Place from, Place to) {
		return this.system.plain()
			.stream()
			.filter((entry) -> entry.place().compareTo(from) >= 0 && entry.place().compareTo(to) < 0)
			.findFirst()
			.orElseThrow();
	}

	private void retell(Try told, Answer answer) {
		this.system.tries.set(this.system.tries.indexOf(told),
				new Try(told.event(), told.attempt(), answer, told.sentAt(), told.answeredAt()));
	}

	private List<Finding> findings(LogRecord entry) {
		return findings(entry.identity().toString());
	}

	private List<Finding> findings(Try told) {
		return findings(told.identity().toString());
	}

	private List<Finding> findings(String subject) {
		return this.system.verdict()
			.findings()
			.stream()
			.filter((finding) -> finding.subject().equals(subject))
			.toList();
	}

}
