package io.ackline.consumer.inbox;

import java.util.List;
import java.util.concurrent.TimeUnit;

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

		private int duplicates;

		private List<Entry> unseen = List.of();

		private List<DeadLetter> dead = List.of();

		private Tally(String topic) {
			this.topic = topic;
		}

		void count(int entries, List<Entry> unseen, List<DeadLetter> dead) {
			long conflicts = dead.stream().filter((letter) -> letter.reason() == DeadLetter.Reason.ID_CONFLICT).count();
			this.entries = entries;
			this.duplicates = entries - unseen.size() - (int) conflicts;
			this.unseen = unseen;
			this.dead = dead;
		}

		Outcome end(Outcome outcome) {
			this.sample.stop(InboxMetrics.this.registry.timer("ackline.inbox.transaction", "topic", this.topic,
					"outcome", of(outcome)));
			if (outcome instanceof Outcome.Committed) {
				long parked = this.unseen.stream().filter(Entry::isParked).count();
				long failed = this.unseen.stream().filter((entry) -> entry.failure() != null).count();
				long buried = this.unseen.stream().filter((entry) -> entry.death() != null).count();
				count("ackline.events.processed", this.unseen.size() - parked - buried);
				tellSizeAndLatency();
				count("ackline.events.duplicate", this.duplicates);
				count("ackline.events.parked", parked);
				count("ackline.handler.failures", failed);
				this.dead.forEach((letter) -> InboxMetrics.this.registry
					.counter("ackline.events.dead", "topic", this.topic, "reason", letter.reason().text())
					.increment());
			}
			else if (outcome instanceof Outcome.Blocked) {
				count("ackline.breaker.opened", 1);
			}
			return outcome;
		}

		private void tellSizeAndLatency() {
			InboxMetrics.this.registry.summary("ackline.inbox.batch", "topic", this.topic).record(this.entries);
			Timer latency = InboxMetrics.this.registry.timer("ackline.events.latency", "topic", this.topic);
			long now = System.currentTimeMillis();
			for (Entry entry : this.unseen) {
				if (!entry.isParked() && entry.death() == null) {
					latency.record(Math.max(0, now - entry.kafkaRecord().timestamp()), TimeUnit.MILLISECONDS);
				}
			}
		}

		private static String of(Outcome outcome) {
			if (outcome instanceof Outcome.Committed) {
				return "committed";
			}
			return (outcome instanceof Outcome.Superseded) ? "superseded" : "blocked";
		}

		private void count(String name, long amount) {
			InboxMetrics.this.registry.counter(name, "topic", this.topic).increment((double) amount);
		}

	}

}
