package io.ackline.workbench;

import java.io.UncheckedIOException;
import java.time.Duration;

import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.load.Payments;
import org.awaitility.Awaitility;

/**
 * Whether the consumer has worked in its present life.
 */
final class ConsumerProgress {

	private final ConsumerApi consumer;

	private final Journal journal;

	private long before;

	ConsumerProgress(ConsumerApi consumer, Journal journal) {
		this.consumer = consumer;
		this.journal = journal;
	}

	/**
	 * Says that the consumer is dead and begins a new life.
	 */
	void begin() {
		this.before = this.journal.acknowledged();
	}

	/**
	 * Waits until the consumer has processed an event that was acknowledged in its
	 * present life.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void awaitWork() throws InterruptedException {
		if (!this.journal.awaitAcknowledged(this.before + 1)) {
			throw new IllegalStateException("The load ended before the consumer had work");
		}
		Identity event = this.journal.tries()
			.stream()
			.filter((told) -> told.answer().acknowledged())
			.skip(this.before)
			.findFirst()
			.map(Try::identity)
			.orElseThrow();
		Awaitility.await("the consumer has processed " + event)
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.ignoreException(UncheckedIOException.class)
			.until(() -> this.consumer.hasSettled(Payments.TOPIC, event));
	}

}
