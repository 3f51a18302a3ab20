package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import io.ackline.workbench.evidence.Account;
import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.EvidenceFiles;
import io.ackline.workbench.evidence.LogReader;
import io.ackline.workbench.evidence.LogTail;
import io.ackline.workbench.load.Forms;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.verdict.Breach;
import io.ackline.workbench.verdict.Finding;
import io.ackline.workbench.verdict.Promise;

/**
 * A long load in chapters, each of which is judged by itself while the next one flows, so
 * that what has to be remembered does not grow. In the end it is made sure that what the
 * verdicts were on still stands as it was.
 */
final class Chapters implements AutoCloseable {

	private static final Duration LENGTH = Duration.ofMinutes(1);

	private static final Duration REST_LIMIT = Duration.ofMinutes(5);

	private static final Duration PATIENCE = Duration.ofMinutes(15);

	private static final Duration READ_LIMIT = Duration.ofMinutes(1);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	/**
	 * How many chapters are remembered at once; the load waits rather than that it would
	 * be more.
	 */
	private static final int MOST_OPEN = 10;

	/**
	 * Mostly batches and streams, which grow while something is broken, over many keys:
	 * the single events of a key, one after the other, do not catch up with what has
	 * waited.
	 */
	private static final Load LOAD = new Load(new Forms(1, 19, 20), 400, 0.001, 1, Load.NONE);

	private final Semaphore open = new Semaphore(MOST_OPEN);

	private final Map<String, Seal> sealed = new HashMap<>();

	private final List<Future<?>> judging = new ArrayList<>();

	private final Totals totals = new Totals();

	private final ExecutorService judge = Executors.newSingleThreadExecutor();

	private final LogTail log;

	private final Rig rig;

	private final long seed;

	private final double rate;

	private final Workplace place;

	private volatile boolean over;

	Chapters(Rig rig, long seed, double rate, Workplace place) {
		this.place = place;
		this.log = new LogTail(new LogReader(rig.cluster().bootstrapServers()), Payments.TOPIC);
		this.rig = rig;
		this.seed = seed;
		this.rate = rate;
	}

	/**
	 * Lets one chapter follow the other until it is told to end, and returns when all are
	 * judged.
	 */
	Totals run() throws InterruptedException {
		for (long number = 0; !this.over; number++) {
			this.open.acquire();
			Traffic traffic = new Traffic(this.rig, "soak-" + number, LOAD, this.seed + number, this.rate);
			long end = System.nanoTime() + LENGTH.toNanos();
			while (!this.over && System.nanoTime() < end) {
				Thread.sleep(PAUSE.toMillis());
			}
			traffic.end();
			this.judging.add(this.judge.submit(() -> judge(traffic)));
		}
		await();
		return this.totals;
	}

	private Void judge(Traffic traffic) throws InterruptedException {
		try (traffic) {
			Duration behind = traffic.awaitAnswers();
			Traffic.Judgement judgement = Patient.get(() -> traffic.judge(this.log, REST_LIMIT), PATIENCE);
			this.totals.add(judgement.verdict(), behind);
			if (!judgement.verdict().findings().isEmpty()) {
				new EvidenceFiles(this.place.evidence(traffic.source().replaceFirst(".*/", "")))
					.write(judgement.evidence());
			}
			this.log.forget(traffic.source());
			this.sealed.put(traffic.source(), Seal.on(judgement.evidence()));
			return null;
		}
		finally {
			this.open.release();
		}
	}

	private void await() throws InterruptedException {
		for (Future<?> one : this.judging) {
			try {
				one.get();
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("A verdict was not reached: " + ex.getCause(), ex);
			}
		}
	}

	/**
	 * Reads the whole log and all accounts once more: none has changed since it was
	 * judged.
	 */
	void checkSeals() {
		Map<String, Tally> tallies = new HashMap<>();
		new LogReader(this.rig.cluster().bootstrapServers()).scan(Payments.TOPIC, Map.of(), READ_LIMIT,
				(place, event) -> {
					if (event != null) {
						tallies.merge(event.source(), Tally.of(place, event), Tally::plus);
					}
				});
		ConsumerApi consumer = new ConsumerApi(this.rig.consumerAddress());
		this.sealed.forEach((source, seal) -> {
			if (!tallies.getOrDefault(source, Tally.NONE).equals(seal.log())) {
				this.totals.add(new Finding(Promise.STORED, Breach.NEVER_SENT, source,
						"the log is not what it was when it was judged"));
			}
			for (Map.Entry<String, Account> account : seal.accounts().entrySet()) {
				if (!consumer.account(account.getKey()).equals(account.getValue())) {
					this.totals.add(new Finding(Promise.ONCE, Breach.MISBOOKED, "account " + account.getKey(),
							"it is not what it was when it was judged"));
				}
			}
		});
	}

	Totals totals() {
		return this.totals;
	}

	void end() {
		this.over = true;
	}

	@Override
	public void close() {
		this.over = true;
		this.judge.shutdownNow();
	}

	/**
	 * What a verdict was on.
	 */
	private record Seal(Tally log, Map<String, Account> accounts) {

		static Seal on(Evidence evidence) {
			return new Seal(evidence.log()
				.stream()
				.map((entry) -> Tally.of(entry.place(), entry.event()))
				.reduce(Tally.NONE, Tally::plus), evidence.accounts());
		}

	}

}
