package io.ackline.workbench.bench;

import java.util.List;
import java.util.stream.IntStream;

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
				new Benchmark("consumer", "payments processed once into PostgreSQL, fsync and synchronous commit on",
						List.of(new Goal(Measure.RATE, LISTENER, 15), new Goal(Measure.RATE, JDBC_LOOP, 0.8)),
						Consuming::processedOnce),
				new Benchmark("growth", "the same with 10,000,000 receipts stored (quick: 1,000,000), and with 10,000",
						List.of(new Goal(Measure.RATE, FEW_RECEIPTS, 0.9)), Consuming::growth),
				new Benchmark("scale", "the same with one, two and three consumers in the group", List.of(),
						Consuming::scale));
	}

	private static List<Contender> processedOnce(BenchSystem system, Effort effort) throws InterruptedException {
		PaymentBacklog backlog = PaymentBacklog.on(system, effort.events());
		return List.of(new AcklineConsumer("Ackline", system, backlog, 1, 0),
				new ListenerContender(LISTENER, system, effort), new JdbcLoop(JDBC_LOOP, system, effort));
	}

	private static List<Contender> growth(BenchSystem system, Effort effort) throws InterruptedException {
		PaymentBacklog backlog = PaymentBacklog.on(system, effort.events());
		return List.of(new AcklineConsumer(MANY_RECEIPTS, system, backlog, 1, effort.receipts()),
				new AcklineConsumer(FEW_RECEIPTS, system, backlog, 1, FEW));
	}

	private static List<Contender> scale(BenchSystem system, Effort effort) throws InterruptedException {
		PaymentBacklog backlog = PaymentBacklog.on(system, effort.events());
		return IntStream.of(3, 2, 1)
			.<Contender>mapToObj((instances) -> new AcklineConsumer(
					instances + ((instances > 1) ? " consumers" : " consumer"), system, backlog, instances, 0))
			.toList();
	}

}
