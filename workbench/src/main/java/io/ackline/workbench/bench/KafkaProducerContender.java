package io.ackline.workbench.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * Kafka's own {@code ProducerPerformance}, with records as large as those that Ackline
 * writes and its client's settings.
 */
record KafkaProducerContender(String name, String bootstrapServers, int recordSize,
		Effort effort) implements Contender {

	/**
	 * Ackline's, but for where the brokers are.
	 */
	static final List<String> SETTINGS = List.of("acks=all", "enable.idempotence=true",
			"max.in.flight.requests.per.connection=1", "linger.ms=0", "batch.size=65536", "delivery.timeout.ms=4500",
			"request.timeout.ms=2250");

	private static final int WARM_UP = 5;

	@Override
	public Sample run() throws InterruptedException {
		return Sample.of(Measure.RATE, KafkaTool.producerPerformance(BenchSystem.TOPIC, this.recordSize,
				this.effort.events(), this.effort.events() / WARM_UP,
				Stream.concat(Stream.of("bootstrap.servers=" + this.bootstrapServers), SETTINGS.stream()).toList()));
	}

}
