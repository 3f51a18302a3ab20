package io.ackline.workbench.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the producer writes, in each of its forms.
 */
enum Publishing implements Benchmark {

	SINGLE_64("single-64", "single POSTs over 64 connections; latencies at half of the rate") {

		@Override
		public List<Goal> goals() {
			return List.of();
		}

		@Override
		public List<Contender> contenders(BenchSystem system, Effort effort) throws InterruptedException {
			List<Contender> contenders = new ArrayList<>();
			contenders
				.add(new HttpContender(ACKLINE, BenchEvents.singles(system.producer()), MANY_CONNECTIONS, effort));
			system.peers()
				.forEach((name, endpoint) -> contenders
					.add(new HttpContender(name, BenchEvents.kafkaRest(endpoint), MANY_CONNECTIONS, effort)));
			return contenders;
		}

	},

	SINGLE_1("single-1", "single POSTs, one after the other on one connection") {

		@Override
		public List<Goal> goals() {
			return List.of();
		}

		@Override
		public List<Contender> contenders(BenchSystem system, Effort effort) throws InterruptedException {
			List<Contender> contenders = new ArrayList<>();
			contenders.add(new OneByOne(ACKLINE, BenchEvents.singles(system.producer()), effort));
			system.peers()
				.forEach((name, endpoint) -> contenders
					.add(new OneByOne(name, BenchEvents.kafkaRest(endpoint), effort)));
			return contenders;
		}

	},

	BATCH_100("batch-100", "batches of 100 over 16 connections, against Kafka's own client") {

		@Override
		public List<Goal> goals() {
			return List.of(new Goal(Measure.RATE, KAFKA, 0.95));
		}

		@Override
		public List<Contender> contenders(BenchSystem system, Effort effort) throws InterruptedException {
			return List.of(new HttpContender(ACKLINE, BenchEvents.batches(system.producer()), FEW_CONNECTIONS, effort),
					kafka(system, effort));
		}

	},

	STREAM_4("stream-4", "NDJSON streams over 4 connections, against Kafka's own client") {

		@Override
		public List<Goal> goals() {
			return List.of(new Goal(Measure.RATE, KAFKA, 1.0));
		}

		@Override
		public List<Contender> contenders(BenchSystem system, Effort effort) throws InterruptedException {
			return List.of(new StreamContender(ACKLINE, BenchEvents.endpoint(system.producer()), STREAMS, effort),
					kafka(system, effort));
		}

	};

	private static final String ACKLINE = "Ackline";

	private static final String KAFKA = "ProducerPerformance";

	private static final int MANY_CONNECTIONS = 64;

	private static final int FEW_CONNECTIONS = 16;

	private static final int STREAMS = 4;

	private final String title;

	private final String what;

	Publishing(String title, String what) {
		this.title = title;
		this.what = what;
	}

	@Override
	public String title() {
		return this.title;
	}

	@Override
	public String what() {
		return this.what;
	}

	private static Contender kafka(BenchSystem system, Effort effort) throws InterruptedException {
		return new KafkaProducerContender(KAFKA, system.cluster().bootstrapServers(), system.recordSize(), effort);
	}

}
