package io.ackline.workbench.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Instances of consumer-service that start with nothing and work through a backlog.
 */
final class AcklineConsumer implements Contender {

	private static final String PROGRESS = "select coalesce(sum(next_offset), 0) from partition_progress where topic = 'payments'";

	private static final String ONE_MEMBER = "--ackline.consumer.listener.concurrency=1";

	private static final AtomicInteger GROUPS = new AtomicInteger();

	private final String name;

	private final BenchSystem system;

	private final PaymentBacklog backlog;

	private final int instances;

	private final List<String> arguments;

	private final FilledDatabase database;

	private AcklineConsumer(String name, BenchSystem system, PaymentBacklog backlog, int instances,
			List<String> arguments, int receipts) {
		this.name = name;
		this.system = system;
		this.backlog = backlog;
		this.instances = instances;
		this.arguments = arguments;
		this.database = new FilledDatabase(system, receipts);
	}

	/**
	 * Returns one instance, as it comes.
	 * @param receipts how many receipts of other events are stored before
	 */
	static AcklineConsumer of(String name, BenchSystem system, PaymentBacklog backlog, int receipts) {
		return new AcklineConsumer(name, system, backlog, 1, List.of(), receipts);
	}

	/**
	 * Returns a number of instances with one member of the group each.
	 */
	static AcklineConsumer ofOneMemberEach(String name, BenchSystem system, PaymentBacklog backlog, int instances) {
		return new AcklineConsumer(name, system, backlog, instances, List.of(ONE_MEMBER), 0);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void warmUp() throws InterruptedException {
		this.database.fill();
	}

	@Override
	public Sample run() throws InterruptedException {
		String group = "bench-" + GROUPS.incrementAndGet();
		String address = this.database.fresh();
		List<String> names = IntStream.rangeClosed(1, this.instances)
			.mapToObj((number) -> group + "-consumer-" + number)
			.toList();
		names.forEach((instance) -> this.system.start(instance, "consumer-service",
				Map.of("SPRING_DATASOURCE_URL", address, "SPRING_KAFKA_CONSUMER_GROUPID", group), this.arguments));
		try {
			return Sample.of(Measure.RATE,
					new Counter(this.system.cluster(), address, PROGRESS).rate(this.backlog.events()));
		}
		finally {
			names.forEach(this.system.cluster()::kill);
			this.system.drop(address);
		}
	}

}
