package io.ackline.workbench.bench;

import java.util.List;

/**
 * Kafka's own {@code ProducerPerformance}, with records as large as those that Ackline
 * writes and its client's settings.
 */
record KafkaProducerContender(String name, String bootstrapServers, int recordSize,
		Effort effort) implements Contender {

	private static final int WARM_UP = 5;

	@Override
	public Sample run() throws InterruptedException {
		return Sample.of(Measure.RATE,
				KafkaTool.producerPerformance(BenchSystem.TOPIC, this.recordSize, this.effort.events(),
						this.effort.events() / WARM_UP,
						List.of("bootstrap.servers=" + this.bootstrapServers, "acks=all", "enable.idempotence=true",
								"max.in.flight.requests.per.connection=1", "linger.ms=0", "batch.size=65536",
								"delivery.timeout.ms=4500", "request.timeout.ms=2250")));
	}

}
