package io.ackline.consumer.receipt;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.ackline.consumer.database.DatabaseFailures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Purges old receipts, in small steps that leave half of the time to others. One instance
 * does at a time, whichever comes first.
 */
@Component
class Purge implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Purge.class);

	/**
	 * Receipts that were left, of events that were settled late, are looked for rarely:
	 * there are few of them.
	 */
	private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

	private final PurgeableReceipts receipts;

	private final PurgeProperties properties;

	private final TransactionTemplate transaction;

	private final Counter purged;

	private long lastSweep = System.nanoTime();

	private volatile @Nullable Thread thread;

	Purge(PurgeableReceipts receipts, PurgeProperties properties, TransactionTemplate transaction,
			MeterRegistry metrics) {
		this.receipts = receipts;
		this.properties = properties;
		this.transaction = transaction;
		this.purged = metrics.counter("ackline.receipts.purged");
	}

	/**
	 * Purges what has grown old, until nothing is left or another instance does so.
	 * @return how many receipts were purged
	 */
	int run() throws InterruptedException {
		int total = 0;
		for (PurgeableReceipts.Partition partition : this.receipts.partitions()) {
			Step step;
			do {
				step = timed(() -> next(partition));
				total += step.deleted();
			}
			while (step.stretch() != null);
		}
		return total;
	}

	/**
	 * Purges what was left because it was not settled then, and is now.
	 * @return how many receipts were purged
	 */
	int sweep() throws InterruptedException {
		int total = 0;
		for (PurgeableReceipts.Partition partition : this.receipts.partitions()) {
			long after = -1;
			PurgeableReceipts.Stretch stretch;
			do {
				long from = after;
				Step step = timed(() -> delete(partition,
						locked(() -> this.receipts.announced(partition, from, this.properties.purgeStep()))));
				total += step.deleted();
				stretch = step.stretch();
				after = (stretch != null) ? stretch.through() : after;
			}
			while (stretch != null);
		}
		return total;
	}

	private Step next(PurgeableReceipts.Partition partition) {
		return delete(partition, locked(
				() -> this.receipts.announce(partition, this.properties.retention(), this.properties.purgeStep())));
	}

	private Step delete(PurgeableReceipts.Partition partition, Optional<PurgeableReceipts.Stretch> announced) {
		int deleted = announced
			.flatMap((stretch) -> locked(
					() -> Optional.of(this.receipts.delete(partition, stretch, this.properties.retention()))))
			.orElse(0);
		this.purged.increment(deleted);
		return new Step(announced.orElse(null), deleted);
	}

	private <T> Optional<T> locked(Supplier<Optional<T>> work) {
		Optional<T> done = this.transaction
			.execute((status) -> this.receipts.lock() ? work.get() : Optional.<T>empty());
		return (done != null) ? done : Optional.empty();
	}

	/**
	 * Works, and then rests for as long.
	 */
	private static Step timed(Supplier<Step> work) throws InterruptedException {
		long start = System.nanoTime();
		Step step = work.get();
		Thread.sleep(Duration.ofNanos(System.nanoTime() - start).toMillis());
		return step;
	}

	@Override
	public void start() {
		Thread purge = new Thread(this::loop, "ackline-purge");
		purge.setDaemon(true);
		this.thread = purge;
		purge.start();
	}

	private void loop() {
		try {
			while (isRunning()) {
				Thread.sleep(this.properties.purgeInterval().toMillis());
				tryToRun();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void tryToRun() throws InterruptedException {
		try {
			run();
			if (System.nanoTime() - this.lastSweep > BETWEEN_SWEEPS.toNanos()) {
				this.lastSweep = System.nanoTime();
				sweep();
			}
		}
		catch (RuntimeException ex) {
			if (!DatabaseFailures.isCauseOf(ex) && !DatabaseFailures.isWithoutSchema(ex) && isRunning()) {
				log.error("Receipts cannot be purged", ex);
			}
		}
	}

	@Override
	public void stop() {
		Thread purge = this.thread;
		this.thread = null;
		if (purge != null) {
			purge.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * What a step did.
	 *
	 * @param stretch where, {@code null} if there was nothing to do
	 */
	private record Step(PurgeableReceipts.@Nullable Stretch stretch, int deleted) {
	}

}
