package io.ackline.workbench;

import java.time.Duration;
import java.util.stream.Stream;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.ConsumerApi;
import io.ackline.workbench.evidence.Evidence;
import io.ackline.workbench.evidence.EvidenceCollector;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.LogReader;
import io.ackline.workbench.load.ClosedLoop;
import io.ackline.workbench.load.Forms;
import io.ackline.workbench.load.OrderedPosts;
import io.ackline.workbench.load.Payments;
import io.ackline.workbench.load.ProducerClient;
import io.ackline.workbench.load.RetryPolicy;

/**
 * One load of payments on a running system, and the evidence that it leaves.
 */
final class PaymentRun {

	/**
	 * Longer than a producer may take by its own deadline, with room for a slow machine.
	 */
	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

	private final Journal journal = new Journal();

	private final SystemAddress system;

	private final Payments payments;

	PaymentRun(SystemAddress system, Payments payments) {
		this.system = system;
		this.payments = payments;
	}

	/**
	 * Posts events with a number of clients at once, and returns when each has been
	 * answered for good.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void post(Stream<Event> events, int clients) throws InterruptedException {
		ProducerClient producers = new ProducerClient(this.system.producers(), Payments.TOPIC, ANSWER_LIMIT);
		try {
			new ClosedLoop(new OrderedPosts(producers, RetryPolicy.PATIENT, this.journal, Forms.SINGLES), clients)
				.post(events);
		}
		finally {
			this.journal.close();
		}
	}

	/**
	 * Takes the evidence when the system has come to rest, at the latest after the given
	 * time.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	Evidence evidence(Duration rest) throws InterruptedException {
		return new EvidenceCollector(Payments.TOPIC, this.payments.source(),
				new LogReader(this.system.bootstrapServers()), new ConsumerApi(this.system.consumer()))
			.collect(this.journal.tries(), this.payments.accounts(), rest);
	}

	Journal journal() {
		return this.journal;
	}

}
