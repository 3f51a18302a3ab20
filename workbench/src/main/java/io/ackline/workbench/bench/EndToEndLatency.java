package io.ackline.workbench.bench;

/**
 * Kafka's own {@code EndToEndLatency}: a record is produced with acks=all and consumed,
 * then the next; nothing is stored anywhere else.
 */
record EndToEndLatency(String name, BenchSystem system, Effort effort) implements Contender {

	private static final int RECORDS_A_SECOND = 500;

	@Override
	public Sample run() throws InterruptedException {
		return KafkaTool.endToEndLatency(this.system.cluster().bootstrapServers(), BenchSystem.TOPIC,
				this.system.recordSize(), this.effort.turn().toSeconds() * RECORDS_A_SECOND);
	}

}
