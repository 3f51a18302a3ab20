package io.ackline.workbench.fault;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Identity;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Try;
import io.ackline.workbench.load.Payments;

/**
 * How long it takes until all is as before: until each partition has had an event
 * acknowledged, and processed, that was sent after the fault was mended.
 */
final class Recovery {

	private static final Duration PAUSE = Duration.ofMillis(100);

	private final Map<Integer, Identity> firsts = new HashMap<>();

	private final Journal journal;

	private final ConsumerApi consumer;

	private final int partitions;

	Recovery(Journal journal, ConsumerApi consumer, int partitions) {
		this.journal = journal;
		this.consumer = consumer;
		this.partitions = partitions;
	}

	/**
	 * Waits for it, for a while.
	 * @param mendedAt when the fault was mended, in {@link System#nanoTime()}'s time
	 * @return the time since then; nothing if it took longer than the limit
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Optional<Duration> await(long mendedAt, Duration limit) throws InterruptedException {
		while (System.nanoTime() - mendedAt < limit.toNanos()) {
			lookForFirsts(mendedAt);
			if (this.firsts.size() == this.partitions && this.firsts.values().stream().allMatch(this::hasSettled)) {
				return Optional.of(Duration.ofNanos(System.nanoTime() - mendedAt));
			}
			Thread.sleep(PAUSE.toMillis());
		}
		return Optional.empty();
	}

	private void lookForFirsts(long mendedAt) {
		if (this.firsts.size() == this.partitions) {
			return;
		}
		for (Try told : this.journal.tries()) {
			if (told.sentAt() > mendedAt && told.answer().place() != null) {
				this.firsts.putIfAbsent(told.answer().place().partition(), told.identity());
			}
		}
	}

	private boolean hasSettled(Identity event) {
		try {
			return this.consumer.hasSettled(Payments.TOPIC, event);
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

}
