package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One fault under load, and the verdict: known events flow, the fault comes and is
 * mended, the system recovers, the events end, and when all is at rest the evidence is
 * taken.
 */
final class Round {

	private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(2);

	private static final Duration REST_LIMIT = Duration.ofMinutes(2);

	private static final Duration BEFORE = Duration.ofSeconds(2);

	private static final Duration AFTER = Duration.ofSeconds(2);

	private final Rig rig;

	private final Fault fault;

	private final long seed;

	private final double rate;

	private final double pace;

	private volatile String phase = "the first events";

	private volatile long since = System.nanoTime();

	private volatile @Nullable Journal journal;

	Round(Rig rig, Fault fault, long seed, double rate) {
		this(rig, fault, seed, rate, 1);
	}

	/**
	 * Creates a round.
	 * @param seed what events, moments and victims are drawn from
	 * @param rate events a second
	 * @param pace what each pause is multiplied by
	 */
	Round(Rig rig, Fault fault, long seed, double rate, double pace) {
		this.pace = pace;
		this.rig = rig;
		this.fault = fault;
		this.seed = seed;
		this.rate = rate;
	}

	/**
	 * Plays the round.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Result play() throws InterruptedException {
		int partitions = this.rig.payments().partitions();
		try (Traffic traffic = new Traffic(this.rig, this.fault.name(), this.fault.load(), this.seed, this.rate)) {
			this.journal = traffic.journal();
			Recovery recovery = new Recovery(traffic.journal(), new ConsumerApi(this.rig.consumerAddress()),
					partitions);
			Optional<Duration> time = breakAndMend(traffic, recovery);
			traffic.end();
			begin("the last answers");
			Duration behind = traffic.awaitAnswers();
			this.rig.restore();
			begin("the verdict");
			Traffic.Judgement judgement = traffic.judge(REST_LIMIT);
			return new Result(this.fault.name(), this.seed, judgement.verdict(), behind, time, judgement.evidence());
		}
	}

	private Optional<Duration> breakAndMend(Traffic traffic, Recovery recovery) throws InterruptedException {
		Moments moments = new Moments(this.seed, this.pace);
		traffic.journal().awaitAcknowledged(1);
		moments.pause(BEFORE, BEFORE.multipliedBy(2));
		begin("broken");
		this.fault.script().run(this.rig, moments);
		begin("recovery");
		Optional<Duration> time = recovery.await(System.nanoTime(), RECOVERY_LIMIT);
		moments.pause(AFTER);
		return time;
	}

	private void begin(String next) {
		this.phase = next;
		this.since = System.nanoTime();
	}

	/**
	 * Returns how far the round is, in words.
	 */
	String progress() {
		Journal told = this.journal;
		return "%s, %d s; %d events acknowledged".formatted(this.phase,
				Duration.ofNanos(System.nanoTime() - this.since).toSeconds(), (told != null) ? told.acknowledged() : 0);
	}

	/**
	 * What came of a round.
	 *
	 * @param behind how far the load itself fell behind its times at most
	 * @param recovery how long it took after the fault was mended until all was as
	 * before; nothing if it took too long to be waited for
	 */
	record Result(String fault, long seed, Verdict verdict, Duration behind, Optional<Duration> recovery,
			Evidence evidence) {

		/**
		 * Returns the result without what takes much memory.
		 */
		Result withoutEvidence() {
			return new Result(this.fault, this.seed, this.verdict, this.behind, this.recovery,
					new Evidence(List.of(), List.of(), List.of(), Map.of(), Map.of()));
		}

		boolean held() {
			return this.verdict.findings().isEmpty() && this.recovery.isPresent();
		}

	}

}
