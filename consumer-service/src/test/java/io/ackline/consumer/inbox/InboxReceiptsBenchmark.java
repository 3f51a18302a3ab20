package io.ackline.consumer.inbox;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.handler.Payloads;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.Progress;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an event costs in the inbox before the database sees it: its record is read and
 * its digest made, and its receipt becomes a part of one statement for all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InboxReceiptsBenchmark {

	static final int EVENTS = 500;

	private final Handlers handlers = new Handlers(List.of(), List.of(new InboxUnderTest.Rest()), new Payloads());

	private final Share share = new Share(new LogPartition(new Uuid(1, 2), "payments", 0), Progress.startingAt(0),
			IntStream.range(0, EVENTS).mapToObj(InboxReceiptsBenchmark::kafkaRecord).toList(), "record", false);

	private final InboxReceipts receipts = new InboxReceipts(new NoDatabase());

	private final List<Entry> entries = entries(this.share, this.handlers);

	private static ConsumerRecord<byte[], byte[]> kafkaRecord(int number) {
		Event event = Event
			.builder("018f4b5e-7b1c-7c3a-9d2e-%012d".formatted(number), "/ackline/payments", "payment.captured",
					OffsetDateTime.parse("2026-09-21T14:13:20.123Z"))
			.dataContentType("application/json")
			.key("account-%04d".formatted(number))
			.data(EventData.ofUtf8("{\"account\":\"account-0042\",\"amount\":1299,\"currency\":\"EUR\"}"))
			.build();
		ProducerRecord<byte[], byte[]> written = EventRecords.toRecord("payments", 0, event);
		return new ConsumerRecord<>("payments", 0, number, 1_790_000_000_000L, TimestampType.CREATE_TIME,
				written.key().length, written.value().length, written.key(), written.value(), written.headers(),
				Optional.of(1));
	}

	@Benchmark
	@OperationsPerInvocation(EVENTS)
	public List<Entry> read() {
		return entries(this.share, this.handlers);
	}

	private static List<Entry> entries(Share share, Handlers handlers) {
		return share.records().stream().map((each) -> Entry.of(each, share, handlers)).toList();
	}

	@Benchmark
	@OperationsPerInvocation(EVENTS)
	public Object statement() {
		return this.receipts.insertUnseen(this.share, this.entries);
	}

	/**
	 * Takes a statement with its parameters, and does nothing with them.
	 */
	private static final class NoDatabase extends JdbcTemplate {

		@Override
		public <T> List<T> queryForList(String sql, Class<T> elementType, Object... parameters) {
			return List.of();
		}

	}

}
