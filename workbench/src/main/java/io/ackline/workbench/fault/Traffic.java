package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.EvidenceCollector;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.LogReader;
import io.ackline.workbench.evidence.LogTail;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.load.OpenLoop;
import io.ackline.workbench.load.OrderedPosts;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.load.Posts;
import io.ackline.workbench.load.ProducerClient;
import io.ackline.workbench.load.RetryPolicy;
import io.ackline.workbench.verdict.Expectations;
import io.ackline.workbench.verdict.Verdict;

/**
 * Known events that flow into a system until they are told to end, and the verdict on
 * what became of them.
 */
final class Traffic implements AutoCloseable {

	/**
	 * What an answer may take on top of the producer's deadline, on its way through a
	 * busy machine.
	 */
	private static final Duration ALLOWANCE = Duration.ofSeconds(2);

	/**
	 * How long an event may take whose key has not failed, while another's does.
	 */
	private static final Duration DELAY_LIMIT = Duration.ofSeconds(10);

	private final Journal journal = new Journal();

	private final AtomicBoolean over = new AtomicBoolean();

	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final Rig rig;

	private final Load load;

	private final long seed;

	private final double rate;

	private final Payments payments;

	private final Silences silences;

	private final Future<Duration> posting;

	/**
	 * Begins to post events.
	 * @param name what the events are named by, with the seed
	 * @param seed what the events and their times are drawn from
	 * @param rate events a second
	 */
	Traffic(Rig rig, String name, Load load, long seed, double rate) {
		this.rig = rig;
		this.load = load;
		this.seed = seed;
		this.rate = rate;
		this.payments = new Payments("%s-%d-%s".formatted(name, seed, Long.toString(System.nanoTime(), 36)), seed,
				load.accounts(), load.doomed());
		this.silences = new Silences(rig);
		this.posting = this.thread.submit(this::post);
	}

	private Duration post() throws InterruptedException {
		try {
			ProducerClient producers = new ProducerClient(this.rig.producerAddresses(), Payments.TOPIC,
					this.rig.deadline().plus(ALLOWANCE.multipliedBy(2)));
			Posts posts = Posts.all(IntStream.range(0, this.load.clients())
				.mapToObj((client) -> new OrderedPosts(producers, RetryPolicy.PATIENT, this.journal, this.load.forms(),
						client))
				.toList());
			return new OpenLoop(posts, this.rate, this.seed).post(this.payments, () -> !this.over.get());
		}
		finally {
			this.journal.close();
		}
	}

	String source() {
		return this.payments.source();
	}

	Journal journal() {
		return this.journal;
	}

	/**
	 * Says that no more events are to come.
	 */
	void end() {
		this.over.set(true);
	}

	/**
	 * Returns when each event has been answered for good.
	 * @return how far the load itself fell behind its times at most
	 */
	Duration awaitAnswers() throws InterruptedException {
		try {
			return this.posting.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The load failed", ex.getCause());
		}
	}

	/**
	 * Takes the evidence when all is at rest, at the latest after the given time, and
	 * judges it.
	 */
	Judgement judge(Duration rest) throws InterruptedException {
		return judge(new EvidenceCollector(Payments.TOPIC, this.payments.source(),
				new LogReader(this.rig.cluster().bootstrapServers()), new ConsumerApi(this.rig.consumerAddress())),
				rest);
	}

	/**
	 * Judges what stands in a log that is long.
	 */
	Judgement judge(LogTail log, Duration rest) throws InterruptedException {
		return judge(new EvidenceCollector(Payments.TOPIC, this.payments.source(), log,
				new ConsumerApi(this.rig.consumerAddress())), rest);
	}

	private Judgement judge(EvidenceCollector collector, Duration rest) throws InterruptedException {
		Evidence evidence = collector.collect(this.journal.tries(), this.payments.accounts(), rest)
			.withLost(this.rig.lost().of(this.payments.source()));
		return new Judgement(evidence, Verdict.of(evidence, expectations(evidence)));
	}

	private Expectations expectations(Evidence evidence) {
		Set<Identity> doomed = evidence.tries()
			.stream()
			.filter((told) -> Payments.isDoomed(told.event()))
			.map(Try::identity)
			.collect(Collectors.toSet());
		Expectations due = Expectations.NONE.withDoomed(doomed)
			.withAnswersWithin(this.rig.deadline().plus(ALLOWANCE), this.silences.spans());
		return (this.load.failing() == Load.NONE) ? due
				: due.withDelayWithin(DELAY_LIMIT, Set.of(this.payments.account(this.load.failing())));
	}

	@Override
	public void close() {
		this.over.set(true);
		this.thread.shutdownNow();
		this.silences.close();
	}

	/**
	 * The evidence, and what follows from it.
	 */
	record Judgement(Evidence evidence, Verdict verdict) {
	}

}
