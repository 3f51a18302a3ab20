package io.ackline.workbench.bench;

import java.util.List;

/**
 * What consumers process into PostgreSQL, each event once.
 */
final class Consuming {

	private static final String LISTENER = "a record a transaction";

	private static final String JDBC_LOOP = "bare JDBC loop";

	private static final String MANY_RECEIPTS = "many receipts";

	private static final String FEW_RECEIPTS = "10,000 receipts";

	private static final int FEW = 10_000;

	private Consuming() {
	}

	static List<Benchmark> all() {
		return List.of(
				Benchmark.of("consumer", "payments processed once into PostgreSQL, fsync and synchronous commit on",
						List.of(new Goal(Measure.RATE, LISTENER, 15), new Goal(Measure.RATE, JDBC_LOOP, 0.8)),
						Consuming::processedOnce),
				Benchmark.of("growth", "the same with 10,000,000 receipts stored (quick: 1,000,000), and with 10,000",
						List.of(new Goal(Measure.RATE, FEW_RECEIPTS, 0.9)), Consuming::growth));
	}

	private static List<Contender> processedOnce(BenchSystem system, Effort effort) throws InterruptedException {
		PaymentBacklog backlog = PaymentBacklog.on(system, effort.events());
		return List.of(AcklineConsumer.of("Ackline", system, backlog, 0),
				new ListenerContender(LISTENER, system, effort), new JdbcLoop(JDBC_LOOP, system, effort));
	}

	private static List<Contender> growth(BenchSystem system, Effort effort) throws InterruptedException {
		PaymentBacklog backlog = PaymentBacklog.on(system, effort.events());
		return List.of(AcklineConsumer.of(MANY_RECEIPTS, system, backlog, effort.receipts()),
				AcklineConsumer.of(FEW_RECEIPTS, system, backlog, FEW));
	}

}
