package io.ackline.consumer.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.Progress;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition that is assigned to a consumer. It is either consumed from a known
 * progress, or waits, paused, until its progress is read. Only the consumer's thread
 * changes it; any thread may ask what it waits for.
 */
final class ConsumedPartition {

	private final TopicPartition partition;

	private @Nullable LogPartition log;

	private @Nullable Progress progress;

	private @Nullable OffsetAndMetadata divergence;

	private boolean outOfRange;

	private boolean firstShare = true;

	private int pauses;

	private long dueNanos = System.nanoTime();

	private volatile @Nullable Waiting waiting = new Waiting("its progress to be read", null, 0, Instant.now());

	ConsumedPartition(TopicPartition partition) {
		this.partition = partition;
	}

	void consumeFrom(LogPartition log, Progress progress) {
		this.log = log;
		this.progress = progress;
		this.divergence = null;
		this.outOfRange = false;
		this.waiting = null;
	}

	void advance(Progress progress) {
		this.progress = progress;
	}

	/**
	 * Notes that a share passed.
	 */
	void passed() {
		this.pauses = 0;
	}

	/**
	 * Notes that a share did not pass.
	 * @return how many have not, one after another
	 */
	int blocked() {
		return ++this.pauses;
	}

	/**
	 * Returns whether nothing was handed to the inbox before, and notes that something
	 * is.
	 */
	boolean isFirstShare() {
		boolean first = this.firstShare;
		this.firstShare = false;
		return first;
	}

	/**
	 * Has the partition wait, paused, to be read again.
	 */
	void hold(Consumer<?, ?> consumer, String reason, Duration duration) {
		pause(consumer);
		waitFor(reason, duration);
	}

	/**
	 * Has the partition wait for a world in which its events do not fail.
	 */
	void block(Consumer<?, ?> consumer, String reason, long offset, Duration duration) {
		pause(consumer);
		waitUntil(duration, new Waiting(reason, offset, this.pauses, Instant.now()));
	}

	/**
	 * Gives the partition some position, too: without one the consumer would look for one
	 * of its own.
	 */
	private void pause(Consumer<?, ?> consumer) {
		consumer.pause(Set.of(this.partition));
		consumer.seek(this.partition, 0);
	}

	void waitFor(String reason, Duration duration) {
		waitUntil(duration, new Waiting(reason, null, 0, Instant.now()));
	}

	private void waitUntil(Duration duration, Waiting waiting) {
		this.dueNanos = System.nanoTime() + duration.toNanos();
		this.waiting = waiting;
	}

	/**
	 * Notes that the log has no record at the consumer's position.
	 * @param divergence the place where the log and what was read from it part, if known
	 */
	void leftLog(@Nullable OffsetAndMetadata divergence) {
		this.outOfRange = true;
		this.divergence = divergence;
	}

	boolean isDue() {
		return this.waiting != null && System.nanoTime() - this.dueNanos >= 0;
	}

	boolean isConsuming() {
		return this.waiting == null;
	}

	TopicPartition partition() {
		return this.partition;
	}

	Optional<LogPartition> knownLog() {
		return Optional.ofNullable(this.log);
	}

	LogPartition log() {
		return required(this.log);
	}

	Progress progress() {
		return required(this.progress);
	}

	@Nullable OffsetAndMetadata divergence() {
		return this.divergence;
	}

	boolean isOutOfRange() {
		return this.outOfRange;
	}

	@Nullable Waiting waiting() {
		return this.waiting;
	}

	private static <T> T required(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("The partition's progress is not known yet");
		}
		return value;
	}

	/**
	 * What a partition waits for.
	 *
	 * @param offset the offset of the first of many events whose handlers failed, if that
	 * is why
	 * @param pauses how often in a row it has waited for that
	 */
	record Waiting(String reason, @Nullable Long offset, int pauses, Instant since) {
	}

}
