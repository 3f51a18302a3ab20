package io.ackline.inspector.message;

import java.time.Duration;
import java.util.ArrayList;
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

	// How many offsets are looked through at once, going backwards for a filter.
	private static final long WIDEST = 20_000;

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
	 */
	List<Stretch> first(Map<TopicPartition, Range> ranges, int quota) {
		Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
		Map<TopicPartition, Long> reached = new HashMap<>();
		Map<TopicPartition, Long> seen = new HashMap<>();
		ranges.forEach((partition, range) -> {
			found.put(partition, new ArrayList<>());
			reached.put(partition, range.from());
		});
		Map<TopicPartition, Long> positions = read(ranges, (kafkaRecord) -> {
			TopicPartition partition = partition(kafkaRecord);
			List<ConsumerRecord<byte[], byte[]>> of = of(found, partition);
			reached.put(partition, kafkaRecord.offset() + 1);
			seen.put(partition, kafkaRecord.timestamp());
			if (this.filter.test(kafkaRecord)) {
				of.add(kafkaRecord);
			}
			return of.size() < quota;
		});
		// Where there are holes, it is further on than after the last record.
		positions.forEach((partition, position) -> reached.merge(partition, position, Math::max));
		return ranges.entrySet().stream().map((entry) -> {
			TopicPartition partition = entry.getKey();
			Range range = entry.getValue();
			return new Stretch(partition, of(found, partition), range.from(), of(reached, partition),
					of(reached, partition) >= range.to(), seen.get(partition));
		}).toList();
	}

	/**
	 * Returns the last records of each range that pass the filter, the last one first, at
	 * most so many of each.
	 */
	List<Stretch> last(Map<TopicPartition, Range> ranges, int quota) {
		Map<TopicPartition, Tail> tails = new HashMap<>();
		ranges.forEach((partition, range) -> tails.put(partition, new Tail(partition, range, quota)));
		for (long width = quota; !isOver(); width = Math.min(WIDEST, width * 4)) {
			Map<TopicPartition, Range> strides = strides(tails, width);
			if (strides.isEmpty()) {
				break;
			}
			Map<TopicPartition, Long> positions = read(strides, (kafkaRecord) -> {
				of(tails, partition(kafkaRecord)).look(kafkaRecord, this.filter.test(kafkaRecord));
				return true;
			});
			strides.keySet().forEach((partition) -> of(tails, partition).end(positions.getOrDefault(partition, -1L)));
		}
		return tails.values().stream().map(Tail::stretch).toList();
	}

	private static Map<TopicPartition, Range> strides(Map<TopicPartition, Tail> tails, long width) {
		Map<TopicPartition, Range> strides = new HashMap<>();
		tails.forEach((partition, tail) -> {
			if (tail.wantsMore()) {
				strides.put(partition, tail.next(width));
			}
		});
		return strides;
	}

	long scanned() {
		return this.scanned;
	}

	boolean isOver() {
		return System.nanoTime() >= this.deadline;
	}

	/**
	 * Reads ranges as long as more is wanted of them.
	 * @return where it has got to in each; less than that of those of which no more was
	 * wanted, and nothing of those that were not begun
	 */
	private Map<TopicPartition, Long> read(Map<TopicPartition, Range> ranges,
			Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
		Map<TopicPartition, Long> positions = new HashMap<>();
		Set<TopicPartition> open = new HashSet<>();
		ranges.forEach((partition, range) -> {
			if (range.from() < range.to()) {
				open.add(partition);
			}
			else {
				positions.put(partition, range.to());
			}
		});
		this.consumer.assign(open);
		this.consumer.resume(open);
		open.forEach((partition) -> this.consumer.seek(partition, of(ranges, partition).from()));
		while (!open.isEmpty() && !isOver()) {
			poll(ranges, wantsMore, open);
			for (TopicPartition partition : List.copyOf(open)) {
				long position = Math.min(this.consumer.position(partition), of(ranges, partition).to());
				positions.put(partition, position);
				if (position == of(ranges, partition).to()) {
					open.remove(partition);
					this.consumer.pause(Set.of(partition));
				}
			}
		}
		return positions;
	}

	private void poll(Map<TopicPartition, Range> ranges, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore,
			Set<TopicPartition> open) {
		try {
			for (ConsumerRecord<byte[], byte[]> kafkaRecord : this.consumer.poll(POLL)) {
				TopicPartition partition = partition(kafkaRecord);
				if (open.contains(partition) && kafkaRecord.offset() < of(ranges, partition).to()) {
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

	private static TopicPartition partition(ConsumerRecord<byte[], byte[]> kafkaRecord) {
		return new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
	}

	private static <V> V of(Map<TopicPartition, V> values, TopicPartition partition) {
		return Objects.requireNonNull(values.get(partition));
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
