package io.ackline.workbench.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What the producer writes, in each of its forms.
 */
final class Publishing {

	private static final String ACKLINE = "Ackline";

	private static final String KAFKA = "ProducerPerformance";

	private static final int MANY_CONNECTIONS = 64;

	private static final int FEW_CONNECTIONS = 16;

	private static final int STREAMS = 4;

	private Publishing() {
	}

	static List<Benchmark> all() {
		return List.of(
				Benchmark.of("single-64",
						"single POSTs over 64 connections; latencies at full rate, and at half of the slowest one's",
						List.of(Goal.againstAll(Measure.RATE, 6), Goal.againstAll(Measure.BUSY_P99, 0.1),
								Goal.againstAll(Measure.P99, 0.1), Goal.againstAll(Measure.RESIDENT, 0.8)),
						Publishing::manyConnections),
				Benchmark.of("single-1", "single POSTs, one after the other on one connection",
						List.of(Goal.againstAll(Measure.P50, 0.2)),
						(system, effort) -> withPeers(system, (name, target) -> new OneByOne(name, target, effort))),
				Benchmark.of("batch-100", "batches of 100 over 16 connections, against Kafka's own client",
						List.of(new Goal(Measure.RATE, KAFKA, 0.95)),
						(system, effort) -> List.of(new HttpContender(ACKLINE, BenchEvents.batches(system.producer()),
								FEW_CONNECTIONS, new CommonPace(), effort), kafka(system, effort))),
				Benchmark.of("stream-4", "NDJSON streams over 4 connections, against Kafka's own client",
						List.of(new Goal(Measure.RATE, KAFKA, 1.0)),
						(system, effort) -> List.of(new StreamContender(ACKLINE, endpoint(system), STREAMS, effort),
								kafka(system, effort))));
	}

	private static List<Contender> manyConnections(BenchSystem system, Effort effort) throws InterruptedException {
		CommonPace pace = new CommonPace();
		return withPeers(system, (name, target) -> new HttpContender(name, target, MANY_CONNECTIONS, pace, effort));
	}

	private static List<Contender> withPeers(BenchSystem system, BiFunction<String, HttpTarget, Contender> contender)
			throws InterruptedException {
		List<Contender> contenders = new ArrayList<>();
		contenders.add(contender.apply(ACKLINE, BenchEvents.singles(system.producer())));
		system.peers()
			.forEach((peer) -> contenders.add(contender.apply(peer.name(), BenchEvents.kafkaRest(peer.endpoint()))));
		return contenders;
	}

	private static URI endpoint(BenchSystem system) throws InterruptedException {
		return BenchEvents.endpoint(system.producer());
	}

	private static Contender kafka(BenchSystem system, Effort effort) throws InterruptedException {
		return new KafkaProducerContender(KAFKA, system.cluster().bootstrapServers(), system.recordSize(), effort);
	}

}
