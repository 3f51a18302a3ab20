package io.ackline.inspector.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ackline.inspector.cluster.ClusterConnection;
import io.ackline.inspector.cluster.UnknownTopic;
import io.ackline.inspector.message.Scan.Range;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads records page by page, forwards or backwards. What a page takes is bounded in
 * time, in records of a partition and in bytes of a record, however large the topic is.
 */
@Component
class Messages {

	private static final Duration TIME = Duration.ofSeconds(4);

	private static final Duration OFFSETS = Duration.ofMillis(2500);

	// How many offsets are looked through at once, going backwards for a filter.
	private static final int STRIDE = 5_000;

	private static final int MOST_AT_ONCE = 3_000;

	private static final Comparator<ConsumerRecord<byte[], byte[]>> ORDER = Comparator
		.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
		.thenComparingInt(ConsumerRecord::partition)
		.thenComparingLong(ConsumerRecord::offset);

	private final Semaphore readers = new Semaphore(4);

	private final ClusterConnection connection;

	Messages(ClusterConnection connection) {
		this.connection = connection;
	}

	Page page(MessageQuery query) throws InterruptedException {
		List<TopicPartition> partitions = partitions(query.topic(), query.partition());
		Map<TopicPartition, Range> log = log(partitions);
		this.readers.acquire();
		try (Consumer<byte[], byte[]> consumer = this.connection.consumer()) {
			Scan scan = new Scan(consumer, query.filter(), TIME);
			Page page = query.backwards() ? backwards(query, scan, log) : forwards(query, scan, log);
			return page.without(silent(partitions, log), query.at());
		}
		finally {
			this.readers.release();
		}
	}

	private static List<Integer> silent(List<TopicPartition> partitions, Map<TopicPartition, Range> log) {
		return partitions.stream()
			.filter((partition) -> !log.containsKey(partition))
			.map(TopicPartition::partition)
			.toList();
	}

	/**
	 * Returns a record with all of its value that a page can take.
	 */
	Message whole(String topic, int partition, long offset) throws InterruptedException {
		List<TopicPartition> one = partitions(topic, partition);
		this.readers.acquire();
		try (Consumer<byte[], byte[]> consumer = this.connection.consumer()) {
			return new Scan(consumer, (kafkaRecord) -> true, TIME)
				.first(Map.of(one.get(0), new Range(offset, offset + 1)), 1, new HashMap<>())
				.stream()
				.findFirst()
				.map((kafkaRecord) -> Message.of(kafkaRecord, Message.WHOLE))
				.orElseThrow(() -> new UnknownTopic("There is no record at offset %d of partition %d of topic '%s'"
					.formatted(offset, partition, topic)));
		}
		finally {
			this.readers.release();
		}
	}

	List<TopicPartition> partitions(String topic, @Nullable Integer partition) {
		int count = this.connection.describe(topic).partitions().size();
		if (partition != null && (partition < 0 || partition >= count)) {
			throw new UnknownTopic(
					"Topic '%s' has the partitions 0 to %d, and no %d".formatted(topic, count - 1, partition));
		}
		return IntStream.range(0, count)
			.filter((number) -> partition == null || partition == number)
			.mapToObj((number) -> new TopicPartition(topic, number))
			.toList();
	}

	private Page forwards(MessageQuery query, Scan scan, Map<TopicPartition, Range> log) throws InterruptedException {
		Map<TopicPartition, Range> ranges = new HashMap<>();
		Map<TopicPartition, Long> from = from(query, log);
		log.forEach((partition, range) -> ranges.put(partition,
				new Range(Math.max(range.from(), from.getOrDefault(partition, range.from())), range.to())));
		Map<TopicPartition, Long> reached = new HashMap<>();
		List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(
				scan.first(ranges, quota(query.limit(), ranges.size()), reached));
		found.sort(ORDER);
		List<ConsumerRecord<byte[], byte[]>> shown = found.subList(0, Math.min(query.limit(), found.size()));
		// What does not fit any more is read again by the next page.
		found.subList(shown.size(), found.size())
			.forEach((left) -> reached.merge(new TopicPartition(left.topic(), left.partition()), left.offset(),
					Math::min));
		boolean more = ranges.entrySet()
			.stream()
			.anyMatch((entry) -> reached.getOrDefault(entry.getKey(), 0L) < entry.getValue().to());
		return new Page(messages(shown), numbers(reached), more, scan.scanned(), scan.isOver(), List.of());
	}

	private Page backwards(MessageQuery query, Scan scan, Map<TopicPartition, Range> log) throws InterruptedException {
		Map<TopicPartition, Long> reached = new HashMap<>();
		Map<TopicPartition, Long> from = from(query, log);
		log.forEach((partition, range) -> reached.put(partition,
				Math.min(range.to(), Math.max(range.from(), from.getOrDefault(partition, range.to())))));
		int quota = quota(query.limit(), log.size());
		Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
		Map<TopicPartition, Range> strides = strides(query, log, reached, found, quota);
		while (!strides.isEmpty() && !scan.isOver()) {
			Map<TopicPartition, Range> taken = strides;
			scan.last(taken, quota).forEach((partition, records) -> {
				reached.put(partition, of(taken, partition).from());
				found.computeIfAbsent(partition, (key) -> new ArrayList<>()).addAll(0, records);
			});
			strides = strides(query, log, reached, found, quota);
		}
		List<ConsumerRecord<byte[], byte[]>> all = found.values()
			.stream()
			.flatMap(List::stream)
			.sorted(ORDER.reversed())
			.collect(Collectors.toCollection(ArrayList::new));
		List<ConsumerRecord<byte[], byte[]>> shown = all.subList(0, Math.min(query.limit(), all.size()));
		all.subList(shown.size(), all.size())
			.forEach((left) -> reached.merge(new TopicPartition(left.topic(), left.partition()), left.offset() + 1,
					Math::max));
		boolean more = log.entrySet()
			.stream()
			.anyMatch((entry) -> of(reached, entry.getKey()) > entry.getValue().from());
		return new Page(messages(shown), numbers(reached), more, scan.scanned(), scan.isOver(), List.of());
	}

	/**
	 * Returns what to look through next: of each partition of which there is not enough
	 * yet, what is before what was looked through.
	 */
	private static Map<TopicPartition, Range> strides(MessageQuery query, Map<TopicPartition, Range> log,
			Map<TopicPartition, Long> reached, Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found,
			int quota) {
		int width = query.filter().isGiven() ? STRIDE : quota;
		Map<TopicPartition, Range> strides = new HashMap<>();
		log.forEach((partition, range) -> {
			long to = of(reached, partition);
			if (to > range.from() && found.getOrDefault(partition, List.of()).size() < quota) {
				strides.put(partition, new Range(Math.max(range.from(), to - width), to));
			}
		});
		return strides;
	}

	private Map<TopicPartition, Long> from(MessageQuery query, Map<TopicPartition, Range> log)
			throws InterruptedException {
		Map<TopicPartition, Long> from = new HashMap<>();
		Instant time = query.time();
		if (time != null) {
			ask(List.copyOf(log.keySet()), OffsetSpec.forTimestamp(time.toEpochMilli()))
				.forEach((partition, offset) -> {
					// there is nothing as late as that
					from.put(partition, (offset < 0) ? of(log, partition).to() : offset);
				});
		}
		query.at().forEach((number, offset) -> from.put(new TopicPartition(query.topic(), number), offset));
		return from;
	}

	private Map<TopicPartition, Range> log(List<TopicPartition> partitions) throws InterruptedException {
		Map<TopicPartition, Long> starts = ask(partitions, OffsetSpec.earliest());
		Map<TopicPartition, Long> ends = ask(partitions, OffsetSpec.latest());
		return partitions.stream()
			.filter((partition) -> starts.containsKey(partition) && ends.containsKey(partition))
			.collect(Collectors.toMap(Function.identity(),
					(partition) -> new Range(of(starts, partition), of(ends, partition))));
	}

	private Map<TopicPartition, Long> ask(List<TopicPartition> partitions, OffsetSpec spec)
			throws InterruptedException {
		Admin admin = this.connection.admin();
		ListOffsetsResult result = admin
			.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), (partition) -> spec)));
		this.connection.settle(partitions.stream().map(result::partitionResult).toList(), OFFSETS);
		Map<TopicPartition, Long> offsets = new HashMap<>();
		partitions.forEach((partition) -> {
			ListOffsetsResult.ListOffsetsResultInfo known = ClusterConnection.known(result.partitionResult(partition));
			if (known != null) {
				offsets.put(partition, known.offset());
			}
		});
		return offsets;
	}

	private static <V> V of(Map<TopicPartition, V> values, TopicPartition partition) {
		return Objects.requireNonNull(values.get(partition));
	}

	private static int quota(int limit, int partitions) {
		return Math.max(1, Math.min(limit, MOST_AT_ONCE / Math.max(1, partitions)));
	}

	private static List<Message> messages(List<ConsumerRecord<byte[], byte[]>> records) {
		return records.stream().map((kafkaRecord) -> Message.of(kafkaRecord, Message.PREVIEW)).toList();
	}

	private static Map<Integer, Long> numbers(Map<TopicPartition, Long> offsets) {
		Map<Integer, Long> numbers = new TreeMap<>();
		offsets.forEach((partition, offset) -> numbers.put(partition.partition(), offset));
		return numbers;
	}

}
