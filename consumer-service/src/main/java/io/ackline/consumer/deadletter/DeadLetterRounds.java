package io.ackline.consumer.deadletter;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseSchema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has dead letters published, retried, counted and purged, time and again, once the
 * database has its schema.
 */
@Component
class DeadLetterRounds implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(DeadLetterRounds.class);

	private static final Duration UNTIL_STOPPED = Duration.ofSeconds(5);

	private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(15);

	private static final int PURGED_AT_ONCE = 500;

	private final DatabaseSchema schema;

	private final DeadLetterPublisher publisher;

	private final ScheduledRetries retries;

	private final DeadLetterDecisions decisions;

	private final DeadLetterCounts counts;

	private final DeadLetterProperties properties;

	private volatile CountDownLatch stopping = new CountDownLatch(1);

	private volatile @Nullable ExecutorService executor;

	DeadLetterRounds(DatabaseSchema schema, DeadLetterPublisher publisher, ScheduledRetries retries,
			DeadLetterDecisions decisions, DeadLetterCounts counts, DeadLetterProperties properties) {
		this.schema = schema;
		this.publisher = publisher;
		this.retries = retries;
		this.decisions = decisions;
		this.counts = counts;
		this.properties = properties;
	}

	@Override
	public void start() {
		this.stopping = new CountDownLatch(1);
		ExecutorService threads = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "ackline-dead-letters");
			thread.setDaemon(true);
			return thread;
		});
		threads.execute(() -> repeat(this.properties.interval(), this::publishAll));
		threads.execute(() -> repeat(this.properties.interval(), this::retryDue));
		threads.execute(() -> repeat(BETWEEN_COUNTS, this::countAndPurge));
		this.executor = threads;
	}

	private void publishAll() throws InterruptedException {
		boolean more = true;
		while (more && this.stopping.getCount() > 0) {
			more = this.publisher.publish();
		}
	}

	private void retryDue() {
		boolean more = true;
		while (more && this.stopping.getCount() > 0) {
			more = this.retries.retryDue();
		}
	}

	private void countAndPurge() {
		this.counts.refresh();
		this.decisions.purge(this.properties.retention(), PURGED_AT_ONCE);
	}

	private void repeat(Duration interval, Round round) {
		try {
			do {
				run(round);
			}
			while (!this.stopping.await(pause(interval).toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Duration pause(Duration interval) {
		return this.schema.isMigrated() ? interval : this.properties.interval();
	}

	private void run(Round round) throws InterruptedException {
		try {
			if (this.schema.isMigrated()) {
				round.run();
			}
		}
		catch (RuntimeException ex) {
			if (!DatabaseFailures.isCauseOf(ex)) {
				log.error("Dead letters could not be looked after, trying again", ex);
			}
		}
	}

	/**
	 * Lets what is under way come to its end, if that is soon.
	 */
	@Override
	public void stop() {
		ExecutorService threads = this.executor;
		this.executor = null;
		this.stopping.countDown();
		if (threads != null) {
			threads.shutdown();
			try {
				threads.awaitTermination(UNTIL_STOPPED.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			threads.shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.executor != null;
	}

	/**
	 * Something that is done time and again.
	 */
	@FunctionalInterface
	private interface Round {

		void run() throws InterruptedException;

	}

}
