package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.EvidenceCollector;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.LogReader;
import io.ackline.workbench.load.Forms;
import io.ackline.workbench.load.OpenLoop;
import io.ackline.workbench.load.OrderedPosts;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.load.ProducerClient;
import io.ackline.workbench.load.RetryPolicy;
import io.ackline.workbench.verdict.Verdict;

/**
 * One fault under load, and the verdict: known events flow, the fault comes and is
 * mended, the system recovers, the events end, and when all is at rest the evidence is
 * taken.
 */
final class Round {

	/**
	 * Longer than a producer may take by its own deadline, with room for a slow machine.
	 */
	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

	private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(2);

	private static final Duration REST_LIMIT = Duration.ofMinutes(2);

	private static final Duration BEFORE = Duration.ofSeconds(2);

	private static final Duration AFTER = Duration.ofSeconds(2);

	private static final int ACCOUNTS = 100;

	private final Journal journal = new Journal();

	private final AtomicBoolean over = new AtomicBoolean();

	private final Rig rig;

	private final Fault fault;

	private final long seed;

	private final double rate;

	private final Payments payments;

	/**
	 * Creates a round.
	 * @param seed what events, moments and victims are drawn from
	 * @param rate events a second
	 */
	Round(Rig rig, Fault fault, long seed, double rate) {
		this.rig = rig;
		this.fault = fault;
		this.seed = seed;
		this.rate = rate;
		this.payments = new Payments("%s-%d-%s".formatted(fault.name(), seed, Long.toString(System.nanoTime(), 36)),
				seed, ACCOUNTS);
	}

	/**
	 * Plays the round.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Result play() throws InterruptedException {
		ConsumerApi consumer = new ConsumerApi(this.rig.consumerAddress());
		int partitions = this.rig.partitions(Payments.TOPIC);
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<Long> load = thread.submit(this::load);
			Optional<Duration> recovery = breakAndMend(new Recovery(this.journal, consumer, partitions));
			this.over.set(true);
			load.get();
			this.rig.restore();
			EvidenceCollector collector = new EvidenceCollector(Payments.TOPIC, this.payments.source(),
					new LogReader(this.rig.cluster().bootstrapServers()), consumer);
			return new Result(this.fault.name(), this.seed,
					Verdict.of(collector.collect(this.journal.tries(), this.payments.accounts(), REST_LIMIT)),
					recovery);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The load failed", ex.getCause());
		}
		finally {
			thread.shutdownNow();
		}
	}

	private long load() throws InterruptedException {
		ProducerClient producers = new ProducerClient(this.rig.producerAddresses(), Payments.TOPIC, ANSWER_LIMIT);
		OrderedPosts posts = new OrderedPosts(producers, RetryPolicy.PATIENT, this.journal, Forms.ALL);
		return new OpenLoop(posts, this.rate, this.seed).post(this.payments, () -> !this.over.get());
	}

	private Optional<Duration> breakAndMend(Recovery recovery) throws InterruptedException {
		try {
			Moments moments = new Moments(this.seed);
			this.journal.awaitAcknowledged(1);
			moments.pause(BEFORE, BEFORE.multipliedBy(2));
			this.fault.script().run(this.rig, moments);
			Optional<Duration> time = recovery.await(System.nanoTime(), RECOVERY_LIMIT);
			moments.pause(AFTER);
			return time;
		}
		finally {
			this.over.set(true);
		}
	}

	/**
	 * What came of a round.
	 *
	 * @param recovery how long it took after the fault was mended until all was as
	 * before; nothing if it took too long to be waited for
	 */
	record Result(String fault, long seed, Verdict verdict, Optional<Duration> recovery) {

		boolean held() {
			return this.verdict.findings().isEmpty() && this.recovery.isPresent();
		}

	}

}
