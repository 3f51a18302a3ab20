package io.ackline.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.ackline.workbench.bench.Figure.Place;

/**
 * What each setting costs and gives. Contenders are the same service with another setting
 * each.
 */
final class Experiments {

	private static final int SINGLES = 64;

	private static final int BATCHES = 16;

	private static final List<Integer> PAUSES = List.of(0, 50, 100, 200, 400, 800);

	private static final int CONSUMERS = 6;

	private Experiments() {
	}

	static List<Benchmark> all() {
		return List.of(partitions(), acks(), storage(), consumers(), slowFollower());
	}

	private static Benchmark partitions() {
		Map<String, Place> places = new LinkedHashMap<>();
		for (int partitions : ExperimentTopic.PARTITIONS) {
			places.put(partitions + ", batches of 100", new Place("batches of 100", partitions));
			places.put(partitions + ", single POSTs", new Place("single POSTs", partitions));
		}
		return Benchmark.experiment("partitions",
				"events written to topics of 1 to 48 partitions, 3 replicas, acks=all",
				Figure.curves("partitions of the topic", false, places), (system, effort) -> {
					List<Contender> contenders = new ArrayList<>();
					for (int partitions : ExperimentTopic.PARTITIONS) {
						ExperimentTopic topic = ExperimentTopic.partitioned(partitions);
						contenders.add(new Saturated(partitions + ", batches of 100",
								topic.batches(system, effort, "all"), BATCHES, effort));
						contenders.add(new Saturated(partitions + ", single POSTs",
								topic.singles(system, effort, "all"), SINGLES, effort));
					}
					return contenders;
				});
	}

	private static Benchmark acks() {
		return Benchmark.experiment("acks", "events/s: batches of 100, all they take; latencies: single POSTs, 1,000/s",
				Figure.bars((name) -> name.split(",", 2)[0]), (system, effort) -> {
					List<Contender> contenders = new ArrayList<>();
					for (int replicas = 1; replicas <= ExperimentTopic.REPLICAS; replicas++) {
						for (String acks : List.of("0", "1")) {
							contenders.add(guarantee(system, effort, ExperimentTopic.replicated(replicas, 1), acks,
									"%d %s, acks=%s".formatted(replicas, replicasName(replicas), acks)));
						}
						for (int inSync = 1; inSync <= replicas; inSync++) {
							contenders.add(guarantee(system, effort, ExperimentTopic.replicated(replicas, inSync),
									"all",
									"%d %s, acks=all, min ISR %d".formatted(replicas, replicasName(replicas), inSync)));
						}
					}
					return contenders;
				});
	}

	private static String replicasName(int replicas) {
		return (replicas == 1) ? "replica" : "replicas";
	}

	private static Contender guarantee(BenchSystem system, Effort effort, ExperimentTopic topic, String acks,
			String name) throws InterruptedException {
		return new Guarantee(name, topic.batches(system, effort, acks), topic.singles(system, effort, acks), effort);
	}

	private static Benchmark storage() {
		return Benchmark.experiment("storage",
				"what an event of 200 bytes of data takes on all brokers' disks together", Figure.BARS,
				(system, effort) -> IntStream.rangeClosed(1, ExperimentTopic.REPLICAS)
					.<Contender>mapToObj((replicas) -> new Stored(replicas + " " + replicasName(replicas), system,
							ExperimentTopic.replicated(replicas, 1), effort))
					.toList());
	}

	private static Benchmark consumers() {
		Function<Integer, String> name = (members) -> members + ((members > 1) ? " consumers" : " consumer");
		Map<String, Place> places = new LinkedHashMap<>();
		IntStream.rangeClosed(1, CONSUMERS)
			.forEach((members) -> places.put(name.apply(members), new Place("", members)));
		return Benchmark.experiment("consumers",
				"payments processed once into PostgreSQL by a group of 1 to 6, one process each, 6 partitions",
				Figure.curves("consumers in the group", false, places), (system, effort) -> {
					PaymentBacklog backlog = PaymentBacklog.on(system, effort.events());
					return IntStream.rangeClosed(1, CONSUMERS)
						.<Contender>mapToObj((members) -> AcklineConsumer.ofOneMemberEach(name.apply(members), system,
								backlog, members))
						.toList();
				});
	}

	private static Benchmark slowFollower() {
		Map<String, Place> places = new LinkedHashMap<>();
		for (int pause : PAUSES) {
			for (String acks : List.of("all", "1")) {
				places.put("%d ms, acks=%s".formatted(pause, acks), new Place("acks=" + acks, pause));
			}
		}
		return Benchmark.experiment("slow-follower",
				"single POSTs, 200/s, while one of two followers stands still now and then, min ISR 2",
				Figure.curves("each of the follower's pauses, ms; it runs for as long in between", true, places),
				(system, effort) -> {
					ExperimentTopic topic = ExperimentTopic.SLOW;
					List<Contender> contenders = new ArrayList<>();
					for (int pause : PAUSES) {
						for (String acks : List.of("all", "1")) {
							contenders.add(new SlowFollower("%d ms, acks=%s".formatted(pause, acks), system,
									topic.singles(system, effort, acks), pause, effort));
						}
					}
					return contenders;
				});
	}

}
