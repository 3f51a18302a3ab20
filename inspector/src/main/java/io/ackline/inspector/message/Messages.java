package io.ackline.inspector.message;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Reads records page by page, forwards or backwards. What a page takes is bounded in
 * time, in records of a partition and in bytes of a record, however large the topic is.
 */
@Component
class Messages {

	private static final Duration TIME = Duration.ofSeconds(4);

	private static final Duration OFFSETS = Duration.ofMillis(2500);

	private static final int MOST_AT_ONCE = 3_000;

	private final Semaphore readers = new Semaphore(4);

	private final ClusterConnection connection;

	Messages(ClusterConnection connection) {
		this.connection = connection;
	}

	Page page(MessageQuery query) throws InterruptedException {
		List<TopicPartition> partitions = partitions(query.topic(), query.partition());
		Map<TopicPartition, Range> ranges = ranges(query, partitions);
		int quota = Math.max(1, Math.min(query.limit(), MOST_AT_ONCE / Math.max(1, ranges.size())));
		this.readers.acquire();
		try (Consumer<byte[], byte[]> consumer = this.connection.consumer()) {
			Scan scan = new Scan(consumer, query.filter(), TIME);
			List<Stretch> stretches = query.backwards() ? scan.last(ranges, quota) : scan.first(ranges, quota);
			return new Merge(query.backwards()).page(stretches, query.limit(), scan.scanned(), scan.isOver())
				.without(silent(partitions, ranges), query.at());
		}
		finally {
			this.readers.release();
		}
	}

	private static List<Integer> silent(List<TopicPartition> partitions, Map<TopicPartition, Range> ranges) {
		return partitions.stream()
			.filter((partition) -> !ranges.containsKey(partition))
			.map(TopicPartition::partition)
			.toList();
	}

	/**
	 * Returns a record with all of its value that a page can take.
	 */
	Message whole(String topic, int partition, long offset) throws InterruptedException {
		List<TopicPartition> one = partitions(topic, partition);
		Long start = ask(one, OffsetSpec.earliest()).get(one.get(0));
		Long end = ask(one, OffsetSpec.latest()).get(one.get(0));
		if (start == null || end == null) {
			throw silent(topic, partition);
		}
		if (offset < start || offset >= end) {
			throw none(topic, partition, offset);
		}
		this.readers.acquire();
		try (Consumer<byte[], byte[]> consumer = this.connection.consumer()) {
			Stretch stretch = new Scan(consumer, (kafkaRecord) -> true, TIME)
				.first(Map.of(one.get(0), new Range(offset, offset + 1)), 1)
				.get(0);
			if (stretch.isSilent()) {
				throw silent(topic, partition);
			}
			return stretch.found()
				.stream()
				.findFirst()
				.map((kafkaRecord) -> Message.of(kafkaRecord, Message.WHOLE))
				.orElseThrow(() -> none(topic, partition, offset));
		}
		finally {
			this.readers.release();
		}
	}

	private static UnknownTopic none(String topic, int partition, long offset) {
		return new UnknownTopic(
				"There is no record at offset %d of partition %d of topic '%s'".formatted(offset, partition, topic));
	}

	private static ResponseStatusException silent(String topic, int partition) {
		return new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
				"Partition %d of topic '%s' does not answer; is its leader there?".formatted(partition, topic));
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

	/**
	 * Returns what is to be read: of each partition from where to begin up to the log's
	 * other end. Those are left out that do not answer.
	 */
	private Map<TopicPartition, Range> ranges(MessageQuery query, List<TopicPartition> partitions)
			throws InterruptedException {
		Map<TopicPartition, Long> starts = ask(partitions, OffsetSpec.earliest());
		Map<TopicPartition, Long> ends = ask(partitions, OffsetSpec.latest());
		Map<TopicPartition, Long> begins = begins(query, partitions, query.backwards() ? ends : starts);
		Map<TopicPartition, Range> ranges = new HashMap<>();
		for (TopicPartition partition : partitions) {
			Long start = starts.get(partition);
			Long end = ends.get(partition);
			Long wanted = begins.get(partition);
			if (start != null && end != null && wanted != null) {
				// there is nothing as late as a time that has no offset
				long begin = (wanted < 0) ? end : Math.min(end, Math.max(start, wanted));
				ranges.put(partition, query.backwards() ? new Range(start, begin) : new Range(begin, end));
			}
		}
		return ranges;
	}

	private Map<TopicPartition, Long> begins(MessageQuery query, List<TopicPartition> partitions,
			Map<TopicPartition, Long> otherwise) throws InterruptedException {
		List<TopicPartition> open = partitions.stream()
			.filter((partition) -> !query.at().containsKey(partition.partition()))
			.toList();
		Instant time = query.time();
		Map<TopicPartition, Long> begins = new HashMap<>((time != null && !open.isEmpty())
				? ask(open, OffsetSpec.forTimestamp(time.toEpochMilli())) : otherwise);
		query.at().forEach((number, offset) -> begins.put(new TopicPartition(query.topic(), number), offset));
		return begins;
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

}
