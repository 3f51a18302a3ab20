package io.ackline.consumer.listener;

import java.time.Duration;
import java.time.Instant;

import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.Progress;
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

	private long failedOffset = -1;

	private int failedAttempts;

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
		if (progress.nextOffset() > this.failedOffset) {
			this.failedOffset = -1;
			this.failedAttempts = 0;
		}
	}

	/**
	 * Counts a failed attempt at an event.
	 * @return the number of failed attempts at it so far
	 */
	int failed(long offset) {
		this.failedAttempts = (offset == this.failedOffset) ? this.failedAttempts + 1 : 1;
		this.failedOffset = offset;
		return this.failedAttempts;
	}

	int failedAttemptsAt(long offset) {
		return (offset == this.failedOffset) ? this.failedAttempts : 0;
	}

	void waitFor(String reason, @Nullable Long offset, int attempts, Duration duration) {
		Waiting before = this.waiting;
		Instant since = (before != null && attempts > 1) ? before.since() : Instant.now();
		this.dueNanos = System.nanoTime() + duration.toNanos();
		this.waiting = new Waiting(reason, offset, attempts, since);
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
	 * @param offset the offset of the event whose handler failed, if that is why
	 * @param attempts how often it has failed
	 */
	record Waiting(String reason, @Nullable Long offset, int attempts, Instant since) {
	}

}
