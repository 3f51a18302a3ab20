package io.ackline.workbench.bench;

import java.util.List;
import java.util.UUID;

/**
 * A spring-kafka listener as it is commonly written, in a process of its own.
 */
record ListenerContender(String name, BenchSystem system, Effort effort) implements Contender {

	/**
	 * It is so much slower that it gets fewer events to process.
	 */
	private static final int PART = 20;

	@Override
	public Sample run() throws InterruptedException {
		String database = this.system.newDatabase();
		JavaProcess listener = JavaProcess.start(PlainListener.class.getName(),
				List.of(this.system.cluster().bootstrapServers(), UUID.randomUUID().toString(), database,
						this.system.cluster().jdbcUser(), this.system.cluster().jdbcPassword()));
		try (listener) {
			return Sample.of(Measure.RATE,
					new Counter(this.system.cluster(), database, PeerTables.COUNT).rate(this.effort.events() / PART));
		}
	}

}
