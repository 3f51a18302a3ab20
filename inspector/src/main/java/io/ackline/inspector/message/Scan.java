package io.ackline.inspector.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads ranges of partitions until enough was found or the time is over. How far it got
 * in each partition is known at any moment, so that a later one can go on there.
 */
final class Scan {

	private static final Duration POLL = Duration.ofMillis(300);

	private final Consumer<byte[], byte[]> consumer;

	private final Predicate<ConsumerRecord<byte[], byte[]>> filter;

	private final long deadline;

	private long scanned;

	Scan(Consumer<byte[], byte[]> consumer, Predicate<ConsumerRecord<byte[], byte[]>> filter, Duration time) {
		this.consumer = consumer;
		this.filter = filter;
		this.deadline = System.nanoTime() + time.toNanos();
	}

	/**
	 * Returns the first records of each range that pass the filter, at most so many of
	 * each.
	 * @param reached is told where each partition would be gone on with
	 */
	List<ConsumerRecord<byte[], byte[]>> first(Map<TopicPartition, Range> ranges, int quota,
			Map<TopicPartition, Long> reached) {
		Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
		ranges.forEach((partition, range) -> reached.put(partition, range.from()));
		read(ranges, (kafkaRecord) -> {
			TopicPartition partition = new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
			Deque<ConsumerRecord<byte[], byte[]>> of = found.computeIfAbsent(partition, (key) -> new ArrayDeque<>());
			if (of.size() < quota) {
				reached.put(partition, kafkaRecord.offset() + 1);
				if (this.filter.test(kafkaRecord)) {
					of.addLast(kafkaRecord);
				}
			}
			return of.size() < quota;
		}, reached);
		return found.values().stream().flatMap(Deque::stream).toList();
	}

	/**
	 * Returns the last records of each range that pass the filter, at most so many of
	 * each; nothing of a range that was not read to its end.
	 * @return those ranges' partitions that were read to their ends, with what was found
	 */
	Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> last(Map<TopicPartition, Range> ranges, int quota) {
		Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
		Map<TopicPartition, Long> reached = new HashMap<>();
		Set<TopicPartition> complete = read(ranges, (kafkaRecord) -> {
			if (this.filter.test(kafkaRecord)) {
				Deque<ConsumerRecord<byte[], byte[]>> of = found.computeIfAbsent(
						new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()), (key) -> new ArrayDeque<>());
				of.addLast(kafkaRecord);
				if (of.size() > quota) {
					of.removeFirst();
				}
			}
			return true;
		}, reached);
		Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> result = new HashMap<>();
		complete.forEach((partition) -> result.put(partition,
				new ArrayList<>(found.getOrDefault(partition, new ArrayDeque<>()))));
		return result;
	}

	long scanned() {
		return this.scanned;
	}

	boolean isOver() {
		return System.nanoTime() >= this.deadline;
	}

	private Set<TopicPartition> read(Map<TopicPartition, Range> ranges,
			Predicate<ConsumerRecord<byte[], byte[]>> wantsMore, Map<TopicPartition, Long> reached) {
		Set<TopicPartition> complete = new HashSet<>(ranges.keySet());
		complete.removeIf((partition) -> !isEmpty(ranges, partition));
		Set<TopicPartition> open = new HashSet<>(ranges.keySet());
		open.removeAll(complete);
		this.consumer.assign(open);
		this.consumer.resume(open);
		open.forEach((partition) -> this.consumer.seek(partition, begin(ranges, partition)));
		while (!open.isEmpty() && !isOver()) {
			poll(ranges, wantsMore, open);
			for (TopicPartition partition : List.copyOf(open)) {
				long position = this.consumer.position(partition);
				if (position >= end(ranges, partition)) {
					open.remove(partition);
					complete.add(partition);
					// holes at the end hold no record
					reached.computeIfPresent(partition, (key, at) -> Math.max(at, end(ranges, partition)));
					this.consumer.pause(Set.of(partition));
				}
			}
		}
		return complete;
	}

	private void poll(Map<TopicPartition, Range> ranges, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore,
			Set<TopicPartition> open) {
		try {
			for (ConsumerRecord<byte[], byte[]> kafkaRecord : this.consumer.poll(POLL)) {
				TopicPartition partition = new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
				if (open.contains(partition) && kafkaRecord.offset() < end(ranges, partition)) {
					this.scanned++;
					if (!wantsMore.test(kafkaRecord)) {
						open.remove(partition);
						this.consumer.pause(Set.of(partition));
					}
				}
			}
		}
		catch (OffsetOutOfRangeException ex) {
			// what was there a moment ago has been deleted
			open.removeAll(ex.partitions());
			this.consumer.pause(ex.partitions());
		}
	}

	private static boolean isEmpty(Map<TopicPartition, Range> ranges, TopicPartition partition) {
		return begin(ranges, partition) >= end(ranges, partition);
	}

	private static long begin(Map<TopicPartition, Range> ranges, TopicPartition partition) {
		return Objects.requireNonNull(ranges.get(partition)).from();
	}

	private static long end(Map<TopicPartition, Range> ranges, TopicPartition partition) {
		return Objects.requireNonNull(ranges.get(partition)).to();
	}

	/**
	 * Offsets of a partition.
	 *
	 * @param from the first
	 * @param to the one after the last
	 */
	record Range(long from, long to) {

	}

}
