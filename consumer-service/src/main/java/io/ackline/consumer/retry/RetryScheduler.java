package io.ackline.consumer.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseSchema;
import io.ackline.consumer.group.GroupWatch;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.RetryProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads that try parked keys again when they are due, in every instance.
 */
@Component
class RetryScheduler implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(RetryScheduler.class);

	private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

	private final DatabaseSchema schema;

	private final ParkedKeys keys;

	private final KeyRetries retries;

	private final RetryMetrics metrics;

	private final RetryProperties properties;

	private final GroupWatch watch;

	private final AtomicBoolean waiting = new AtomicBoolean();

	private final List<Thread> threads = new ArrayList<>();

	private volatile CountDownLatch stopped = new CountDownLatch(0);

	RetryScheduler(DatabaseSchema schema, ParkedKeys keys, KeyRetries retries, RetryMetrics metrics,
			RetryProperties properties, GroupWatch watch) {
		this.schema = schema;
		this.keys = keys;
		this.retries = retries;
		this.metrics = metrics;
		this.properties = properties;
		this.watch = watch;
	}

	@Override
	public void start() {
		this.stopped = new CountDownLatch(1);
		for (int i = 1; i <= this.properties.threads(); i++) {
			Thread thread = new Thread(this::run, "ackline-retry-" + i);
			thread.setDaemon(true);
			this.threads.add(thread);
			thread.start();
		}
	}

	private void run() {
		try {
			while (isRunning()) {
				Duration pause = tryNext();
				this.stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Tries the key that is due, if there is one.
	 * @return how long to wait then
	 */
	private Duration tryNext() {
		if (!this.schema.isMigrated()) {
			return AFTER_FAILURE;
		}
		try {
			this.metrics.refresh();
			Lease lease = this.keys.claim(this.properties.lease()).orElse(null);
			this.waiting.set(false);
			if (lease == null) {
				return this.properties.interval();
			}
			String topic = lease.key().partition().topic();
			this.retries.handle(lease, () -> isRunning() && !this.watch.isPaused(topic));
			return Duration.ZERO;
		}
		catch (RuntimeException ex) {
			if (!DatabaseFailures.isCauseOf(ex)) {
				log.error("Trying a parked key again failed", ex);
			}
			else if (!this.waiting.getAndSet(true)) {
				log.warn("Parked events wait for the database: {}", DatabaseFailures.message(ex));
			}
			return AFTER_FAILURE;
		}
		catch (Error ex) {
			// The lease runs out, and tells that nothing became of the event.
			log.error("Trying a parked key again failed badly", ex);
			return AFTER_FAILURE;
		}
	}

	@Override
	public void stop() {
		this.stopped.countDown();
		try {
			long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
			for (Thread thread : this.threads) {
				thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.threads.clear();
	}

	@Override
	public boolean isRunning() {
		return this.stopped.getCount() > 0;
	}

}
