package io.ackline.consumer.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.group.GroupWatch;
import io.ackline.consumer.inbox.Inbox;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.Progress;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one consumer. All methods but {@link #partitions()} and
 * {@link #isMember()} are called on the consumer's thread.
 */
final class Assignment {

	private static final Logger log = LoggerFactory.getLogger(Assignment.class);

	/**
	 * How often the group is told how far it is, so that lag is visible. Each time is a
	 * write that the brokers replicate, and nothing depends on it: where to go on is not
	 * decided by it.
	 */
	private static final Duration TOLD_EVERY = Duration.ofMillis(500);

	private static final Duration LAST_WORD = Duration.ofSeconds(1);

	private final Map<TopicPartition, ConsumedPartition> partitions = new ConcurrentHashMap<>();

	private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();

	private long told = System.nanoTime();

	private final PolledShares shares;

	private final Positions positions;

	private final Inbox inbox;

	private final ListenerProperties properties;

	private final GroupWatch watch;

	private volatile boolean member;

	private int unreadable;

	Assignment(PolledShares shares, Positions positions, Inbox inbox, ListenerProperties properties, GroupWatch watch) {
		this.shares = shares;
		this.positions = positions;
		this.inbox = inbox;
		this.properties = properties;
		this.watch = watch;
	}

	Collection<ConsumedPartition> partitions() {
		return this.partitions.values();
	}

	/**
	 * Returns whether the consumer was a member of the group at its last poll.
	 */
	boolean isMember() {
		return this.member;
	}

	void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
		for (TopicPartition key : assigned) {
			ConsumedPartition partition = new ConsumedPartition(key);
			this.partitions.put(key, partition);
			partition.hold(consumer, "its progress to be read", Duration.ZERO);
		}
	}

	/**
	 * Gives partitions up, in good order.
	 */
	void revoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
		tellAtLast(consumer);
		remove(revoked, this.inbox::release);
	}

	/**
	 * Gives partitions up that others have already.
	 */
	void lost(Collection<TopicPartition> lost) {
		this.untold.keySet().removeAll(lost);
		remove(lost, this.inbox::forget);
	}

	private void remove(Collection<TopicPartition> removed, java.util.function.Consumer<LogPartition> then) {
		for (TopicPartition key : removed) {
			ConsumedPartition partition = this.partitions.remove(key);
			if (partition != null) {
				partition.knownLog().ifPresent(then);
			}
		}
	}

	void beforePoll(Consumer<?, ?> consumer) {
		this.member = consumer.groupMetadata().generationId() >= 0;
		tell(consumer);
		this.partitions.values().forEach((partition) -> obey(consumer, partition));
		List<ConsumedPartition> due = this.partitions.values()
			.stream()
			.filter((partition) -> partition.isDue() && !isPaused(partition))
			.toList();
		if (due.isEmpty()) {
			return;
		}
		try {
			this.positions.find(consumer, due);
			this.unreadable = 0;
		}
		catch (RuntimeException ex) {
			this.unreadable++;
			if (this.unreadable == 1) {
				log.warn("The progress of {} cannot be read, trying again: {}", names(due),
						DatabaseFailures.message(ex));
			}
			Duration backOff = this.properties.backOff(Math.min(this.unreadable, 4));
			due.stream()
				.filter((partition) -> !partition.isConsuming())
				.forEach((partition) -> partition.waitFor(reason(partition, ex), backOff));
		}
	}

	/**
	 * Does what operators have ordered.
	 */
	private void obey(Consumer<?, ?> consumer, ConsumedPartition partition) {
		if (partition.isConsuming() && isPaused(partition)) {
			partition.hold(consumer, "an operator to resume it", Duration.ZERO);
		}
		else if (partition.isConsuming() && this.watch.isChanged(partition.log().topicId(),
				partition.partition().partition(), partition.progress().revision())) {
			partition.hold(consumer, "its progress to be read again", Duration.ZERO);
		}
	}

	private boolean isPaused(ConsumedPartition partition) {
		return this.watch.isPaused(partition.partition().topic());
	}

	private static String reason(ConsumedPartition partition, RuntimeException ex) {
		return "the progress of %s to be read: %s".formatted(partition.partition(), DatabaseFailures.message(ex));
	}

	private static List<TopicPartition> names(List<ConsumedPartition> partitions) {
		return partitions.stream().map(ConsumedPartition::partition).toList();
	}

	void handle(Consumer<?, ?> consumer, ConsumerRecords<byte[], byte[]> records) {
		long deadline = System.nanoTime() + this.properties.pollBudget().toNanos();
		for (TopicPartition key : records.partitions()) {
			ConsumedPartition partition = this.partitions.get(key);
			if (partition != null && partition.isConsuming()) {
				Progress before = partition.progress();
				this.shares.handle(consumer, partition, records.records(key), deadline);
				if (partition.progress().revision() != before.revision()) {
					this.untold.put(key, partition.progress().position());
				}
			}
		}
	}

	private void tell(Consumer<?, ?> consumer) {
		long now = System.nanoTime();
		if (!this.untold.isEmpty() && now - this.told >= TOLD_EVERY.toNanos()) {
			consumer.commitAsync(Map.copyOf(this.untold), (offsets, ex) -> {
			});
			this.untold.clear();
			this.told = now;
		}
	}

	/**
	 * Tells the group how far it is before partitions or the consumer go, since the next
	 * owner tells only of what it handles itself.
	 */
	void tellAtLast(Consumer<?, ?> consumer) {
		if (this.untold.isEmpty()) {
			return;
		}
		try {
			consumer.commitSync(Map.copyOf(this.untold), LAST_WORD);
		}
		catch (KafkaException ex) {
			log.debug("The group was not told how far it is", ex);
		}
		this.untold.clear();
	}

	/**
	 * Takes what the consumer's poll threw.
	 * @return whether the next poll can go on at once
	 */
	boolean failed(Consumer<?, ?> consumer, Exception thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof OffsetOutOfRangeException outOfRange) {
				leftLog(consumer, outOfRange);
				return true;
			}
		}
		if (!(thrown instanceof KafkaException)) {
			log.error("A listener failed, and goes on", thrown);
		}
		else {
			log.warn("Polling failed, trying again: {}", DatabaseFailures.message(thrown));
		}
		return false;
	}

	private void leftLog(Consumer<?, ?> consumer, OffsetOutOfRangeException ex) {
		Map<TopicPartition, OffsetAndMetadata> divergent = (ex instanceof LogTruncationException truncated)
				? truncated.divergentOffsets() : Map.of();
		for (TopicPartition key : ex.partitions()) {
			ConsumedPartition partition = this.partitions.get(key);
			if (partition != null) {
				partition.leftLog(divergent.get(key));
				partition.hold(consumer, "its place in the log to be found", Duration.ZERO);
			}
		}
	}

}
