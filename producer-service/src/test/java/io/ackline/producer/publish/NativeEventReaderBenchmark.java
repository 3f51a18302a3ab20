package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
 * What it costs to validate the JSON of events and to pass their data through.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NativeEventReaderBenchmark {

	private static final int BATCH = 100;

	private static final BatchLimits LIMITS = new BatchLimits(BATCH, 1_000_000);

	private final NativeEventReader reader = new NativeEventReader();

	private final byte[] one = event(42).getBytes(StandardCharsets.UTF_8);

	private final byte[] many = IntStream.range(0, BATCH)
		.mapToObj(NativeEventReaderBenchmark::event)
		.collect(Collectors.joining(",", "[", "]"))
		.getBytes(StandardCharsets.UTF_8);

	private static String event(int number) {
		String key = "account-%04d".formatted(number);
		return "{\"type\":\"payment.captured\",\"key\":\"%s\",\"data\":{\"account\":\"%s\",\"amount\":1299,\"currency\":\"EUR\",\"note\":\"%s\"}}"
			.formatted(key, key, "x".repeat(130));
	}

	@Benchmark
	public Object one() {
		return this.reader.read(this.one);
	}

	@Benchmark
	public List<?> batchOf100() {
		return this.reader.readBatch(this.many, LIMITS);
	}

}
