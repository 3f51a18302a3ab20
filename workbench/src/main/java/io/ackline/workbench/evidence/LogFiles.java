package io.ackline.workbench.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

import io.ackline.events.EventRecords;
import io.ackline.events.UndecodableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A topic's log as it lies on a broker's disk. The broker must not run.
 *
 * @param data the broker's log folder
 * @param topic the topic
 */
public record LogFiles(Path data, String topic) {

	private static final int PAGE = 4096;

	/**
	 * Cuts the end off the file that each partition was last written to, as when the
	 * machine fails before it has written it to its disk. The cut may go through a batch,
	 * which is lost then as a whole.
	 * @param pages how much is lost of each, in pages of memory
	 */
	public LostTail loseTail(IntSupplier pages) {
		Map<Integer, Long> ends = new HashMap<>();
		List<LogRecord> lost = new ArrayList<>();
		for (Path folder : partitions()) {
			int partition = Integer.parseInt(folder.getFileName().toString().substring(this.topic.length() + 1));
			lastSegment(folder).ifPresent((segment) -> {
				long before = end(segment);
				List<LogRecord> records = records(segment, partition);
				cut(segment, pages.getAsInt());
				long end = end(segment);
				if (end < before) {
					ends.put(partition, end);
					records.stream().filter((entry) -> entry.place().offset() >= end).forEach(lost::add);
				}
			});
		}
		return new LostTail(ends, lost);
	}

	private List<Path> partitions() {
		return list(this.data).filter((folder) -> folder.getFileName().toString().matches(this.topic + "-\\d+"))
			.sorted()
			.toList();
	}

	private static Optional<Path> lastSegment(Path folder) {
		return list(folder).filter((file) -> file.getFileName().toString().endsWith(".log"))
			.max(Comparator.comparing(Path::getFileName));
	}

	private static Stream<Path> list(Path folder) {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void cut(Path segment, int pages) {
		try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
			long whole = file.size() / PAGE;
			file.truncate(Math.max(0, whole - pages + 1) * PAGE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the offset after the last batch that is whole.
	 */
	private static long end(Path segment) {
		long end = Long.parseLong(segment.getFileName().toString().replace(".log", ""));
		try (FileRecords file = FileRecords.open(segment.toFile(), false)) {
			for (RecordBatch batch : file.batches()) {
				end = batch.nextOffset();
			}
			return end;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<LogRecord> records(Path segment, int partition) {
		List<LogRecord> records = new ArrayList<>();
		try (FileRecords file = FileRecords.open(segment.toFile(), false)) {
			for (Record entry : file.records()) {
				toLogRecord(entry, partition).ifPresent(records::add);
			}
			return records;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns a record of the log, nothing if it is no event.
	 */
	private Optional<LogRecord> toLogRecord(Record entry, int partition) {
		try {
			ConsumerRecord<byte @Nullable [], byte @Nullable []> kafkaRecord = new ConsumerRecord<>(this.topic,
					partition, entry.offset(), entry.timestamp(), TimestampType.CREATE_TIME, entry.keySize(),
					entry.valueSize(), bytes(entry.key()), bytes(entry.value()), new RecordHeaders(entry.headers()),
					Optional.empty());
			return Optional.of(new LogRecord(new Place(partition, entry.offset()),
					EventRecords.toEvent(kafkaRecord, Uuid.ZERO_UUID, "unknown")));
		}
		catch (UndecodableRecord ex) {
			return Optional.empty();
		}
	}

	private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
		return (buffer != null) ? Utils.toArray(buffer) : null;
	}

}
