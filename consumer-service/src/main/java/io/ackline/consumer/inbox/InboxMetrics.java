package io.ackline.consumer.inbox;

import java.util.List;

import io.ackline.consumer.deadletter.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * Counts what was committed, and the time that it took.
 */
@Component
class InboxMetrics {

	private final MeterRegistry registry;

	InboxMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	Tally start(Share share) {
		return new Tally(share.partition().topic());
	}

	/**
	 * What one transaction did, told only once it is committed.
	 */
	final class Tally {

		private final String topic;

		private final Timer.Sample sample = Timer.start(InboxMetrics.this.registry);

		private int entries;

		private int processed;

		private List<DeadLetter> dead = List.of();

		private Tally(String topic) {
			this.topic = topic;
		}

		void count(int entries, int processed) {
			this.entries = entries;
			this.processed = processed;
		}

		void dead(List<DeadLetter> dead) {
			this.dead = dead;
		}

		Outcome end(Outcome outcome) {
			boolean committed = outcome instanceof Outcome.Committed;
			this.sample.stop(InboxMetrics.this.registry.timer("ackline.inbox.transaction", "topic", this.topic,
					"outcome", committed ? "committed" : "superseded"));
			if (committed) {
				count("ackline.events.processed", this.processed);
				count("ackline.events.duplicate", this.entries - this.processed - this.dead.size());
				this.dead.forEach((letter) -> InboxMetrics.this.registry
					.counter("ackline.events.dead", "topic", this.topic, "reason", letter.reason().text())
					.increment());
			}
			return outcome;
		}

		private void count(String name, int amount) {
			InboxMetrics.this.registry.counter(name, "topic", this.topic).increment(amount);
		}

	}

}
