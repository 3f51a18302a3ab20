package io.ackline.consumer.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.inbox.Inbox;
import io.ackline.consumer.inbox.Outcome;
import io.ackline.consumer.inbox.Share;
import io.ackline.consumer.progress.Progress;
import io.ackline.consumer.topic.ConsumedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one consumer. All methods but {@link #partitions()} and
 * {@link #isMember()} are called on the consumer's thread.
 */
final class Assignment {

	private static final Logger log = LoggerFactory.getLogger(Assignment.class);

	private final Map<TopicPartition, ConsumedPartition> partitions = new ConcurrentHashMap<>();

	private final Inbox inbox;

	private final Positions positions;

	private final ConsumedTopics topics;

	private final ListenerProperties properties;

	private final MeterRegistry metrics;

	private final BooleanSupplier running;

	private volatile boolean member;

	private int unreadable;

	Assignment(Inbox inbox, Positions positions, ConsumedTopics topics, ListenerProperties properties,
			MeterRegistry metrics, BooleanSupplier running) {
		this.inbox = inbox;
		this.positions = positions;
		this.topics = topics;
		this.properties = properties;
		this.metrics = metrics;
		this.running = running;
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
		assigned.forEach((partition) -> this.partitions.put(partition, new ConsumedPartition(partition)));
		hold(consumer, assigned);
	}

	/**
	 * Pauses partitions. They get some position: without one the consumer would look for
	 * one of its own.
	 */
	private static void hold(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		consumer.pause(partitions);
		partitions.forEach((partition) -> consumer.seek(partition, 0));
	}

	void revoked(Collection<TopicPartition> revoked) {
		this.partitions.keySet().removeAll(revoked);
	}

	void beforePoll(Consumer<?, ?> consumer) {
		this.member = consumer.groupMetadata().generationId() >= 0;
		List<ConsumedPartition> due = this.partitions.values().stream().filter(ConsumedPartition::isDue).toList();
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
			Duration backOff = backOff(Math.min(this.unreadable, 4));
			due.stream()
				.filter((partition) -> !partition.isConsuming())
				.forEach((partition) -> partition.waitFor(reason(partition, ex), null, 0, backOff));
		}
	}

	private static String reason(ConsumedPartition partition, RuntimeException ex) {
		return "the progress of %s to be read: %s".formatted(partition.partition(), DatabaseFailures.message(ex));
	}

	private static List<TopicPartition> names(List<ConsumedPartition> partitions) {
		return partitions.stream().map(ConsumedPartition::partition).toList();
	}

	void handle(Consumer<?, ?> consumer, ConsumerRecords<byte[], byte[]> records) {
		long deadline = System.nanoTime() + this.properties.pollBudget().toNanos();
		Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
		for (TopicPartition key : records.partitions()) {
			ConsumedPartition partition = this.partitions.get(key);
			if (partition != null && partition.isConsuming()) {
				Progress before = partition.progress();
				handle(consumer, partition, records.records(key), deadline);
				if (partition.progress().revision() != before.revision()) {
					committed.put(key, partition.progress().position());
				}
			}
		}
		if (!committed.isEmpty()) {
			// So that lag is visible. Where to go on is not decided by it.
			consumer.commitAsync(committed, (offsets, ex) -> {
			});
		}
	}

	private void handle(Consumer<?, ?> consumer, ConsumedPartition partition,
			List<ConsumerRecord<byte[], byte[]>> polled, long deadline) {
		try {
			List<ConsumerRecord<byte[], byte[]>> rest = from(partition.progress(), polled);
			if (!rest.isEmpty() && isOfAnotherLog(partition.progress(), rest.get(0))) {
				pause(consumer, partition, "a log of another epoch to be looked at", null, 0, Duration.ZERO);
				return;
			}
			while (!rest.isEmpty() && partition.isConsuming()) {
				if (System.nanoTime() - deadline > 0 || !this.running.getAsBoolean()) {
					consumer.seek(partition.partition(), partition.progress().position());
					return;
				}
				settle(consumer, partition, this.inbox.process(share(partition, rest)));
				rest = from(partition.progress(), rest);
			}
		}
		catch (DatabaseUnavailable ex) {
			String reason = "the database: " + ex.getMessage();
			log.warn("{} pauses: {}", partition.partition(), reason);
			pause(consumer, partition, reason, null, 0, ex.isContention() ? Duration.ofMillis(100) : backOff(1));
		}
		catch (RuntimeException ex) {
			log.error("{} pauses: the inbox failed", partition.partition(), ex);
			blocked(consumer, partition, partition.progress().nextOffset(), ex);
		}
	}

	private static List<ConsumerRecord<byte[], byte[]>> from(Progress progress,
			List<ConsumerRecord<byte[], byte[]>> records) {
		int first = 0;
		while (first < records.size() && records.get(first).offset() < progress.nextOffset()) {
			first++;
		}
		return records.subList(first, records.size());
	}

	/**
	 * Epochs only grow, unless the topic was deleted and made again.
	 */
	private static boolean isOfAnotherLog(Progress progress, ConsumerRecord<byte[], byte[]> first) {
		Integer known = progress.leaderEpoch();
		return known != null && first.leaderEpoch().orElse(known) < known;
	}

	private Share share(ConsumedPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
		return new Share(partition.log(), partition.progress(), records,
				this.topics.defaultType(partition.partition().topic()),
				partition.failedAttemptsAt(records.get(0).offset()));
	}

	private void settle(Consumer<?, ?> consumer, ConsumedPartition partition, Outcome outcome) {
		if (outcome instanceof Outcome.Committed committed) {
			partition.advance(committed.progress());
		}
		else if (outcome instanceof Outcome.Blocked blocked) {
			partition.advance(blocked.progress());
			blocked(consumer, partition, blocked.offset(), blocked.cause());
		}
		else {
			this.metrics.counter("ackline.inbox.superseded", "topic", partition.partition().topic()).increment();
			pause(consumer, partition, "its progress to be read again", null, 0, Duration.ZERO);
		}
	}

	private void blocked(Consumer<?, ?> consumer, ConsumedPartition partition, long offset, Throwable cause) {
		int attempts = partition.failed(offset);
		Duration backOff = backOff(attempts);
		this.metrics.counter("ackline.handler.failures", "topic", partition.partition().topic()).increment();
		log.warn("{} is blocked at offset {}, attempt {}, next in {} ms: {}", partition.partition(), offset, attempts,
				backOff.toMillis(), cause.toString());
		pause(consumer, partition, cause.toString(), offset, attempts, backOff);
	}

	private void pause(Consumer<?, ?> consumer, ConsumedPartition partition, String reason, @Nullable Long offset,
			int attempts, Duration duration) {
		hold(consumer, Set.of(partition.partition()));
		partition.waitFor(reason, offset, attempts, duration);
	}

	private Duration backOff(int failures) {
		return this.properties.backOff(failures, ThreadLocalRandom.current().nextDouble());
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
				pause(consumer, partition, "its place in the log to be found", null, 0, Duration.ZERO);
			}
		}
	}

}
