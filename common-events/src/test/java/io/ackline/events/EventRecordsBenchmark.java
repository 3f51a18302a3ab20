package io.ackline.events;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event costs on its way to a record and back.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventRecordsBenchmark {

	private static final Uuid TOPIC_ID = new Uuid(1, 2);

	private final Event event = Event
		.builder("018f4b5e-7b1c-7c3a-9d2e-1a2b3c4d5e6f", "/ackline/payments", "payment.captured",
				OffsetDateTime.parse("2026-09-21T14:13:20.123Z"))
		.dataContentType("application/json")
		.key("account-0042")
		.data(EventData.ofUtf8("{\"account\":\"account-0042\",\"amount\":1299,\"currency\":\"EUR\",\"note\":\"%s\"}"
			.formatted("x".repeat(130))))
		.build();

	private final ConsumerRecord<byte[], byte[]> consumed = consumed(EventRecords.toRecord("payments", 3, this.event));

	private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> written) {
		return new ConsumerRecord<>("payments", 3, 42, 1_790_000_000_000L, TimestampType.CREATE_TIME,
				written.key().length, written.value().length, written.key(), written.value(), written.headers(),
				Optional.of(1));
	}

	@Benchmark
	public ProducerRecord<byte[], byte[]> toRecord() {
		return EventRecords.toRecord("payments", 3, this.event);
	}

	@Benchmark
	public Event toEvent() {
		return EventRecords.toEvent(this.consumed, TOPIC_ID, "record");
	}

	@Benchmark
	public Object digest() {
		return this.event.digest();
	}

}
