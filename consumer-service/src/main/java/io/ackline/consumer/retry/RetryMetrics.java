package io.ackline.consumer.retry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import io.ackline.consumer.deadletter.DeadLetter;
import io.ackline.consumer.parking.Lease;
import io.ackline.consumer.parking.ParkedCounts;
import io.ackline.consumer.parking.ParkedCounts.Count;
import io.ackline.consumer.topic.ConsumedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import org.springframework.stereotype.Component;

/**
 * Counts what became of parked events, and tells how many wait: these are the same at
 * each instance.
 */
@Component
class RetryMetrics {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final MeterRegistry registry;

	private final ParkedCounts counts;

	private final ConsumedTopics topics;

	private final MultiGauge keys;

	private final MultiGauge held;

	private final MultiGauge events;

	private final MultiGauge oldest;

	private volatile long dueNanos = System.nanoTime();

	RetryMetrics(MeterRegistry registry, ParkedCounts counts, ConsumedTopics topics) {
		this.registry = registry;
		this.counts = counts;
		this.topics = topics;
		this.keys = MultiGauge.builder("ackline.parked.keys").description("Keys that are parked").register(registry);
		this.held = MultiGauge.builder("ackline.parked.keys.held")
			.description("Keys that wait for an operator")
			.register(registry);
		this.events = MultiGauge.builder("ackline.parked.events")
			.description("Events that wait under parked keys")
			.register(registry);
		this.oldest = MultiGauge.builder("ackline.parked.oldest.age")
			.description("Time for which the key that waits longest has been parked")
			.baseUnit("seconds")
			.register(registry);
	}

	void processed(Lease lease, int events) {
		count("ackline.events.retried", lease, events);
	}

	void failed(Lease lease) {
		count("ackline.handler.failures", lease, 1);
	}

	void died(Lease lease, DeadLetter.Reason reason) {
		this.registry.counter("ackline.events.dead", "topic", lease.key().partition().topic(), "reason", reason.text())
			.increment();
	}

	private void count(String name, Lease lease, int amount) {
		this.registry.counter(name, "topic", lease.key().partition().topic()).increment(amount);
	}

	/**
	 * Counts the rows anew, if that was not done lately.
	 */
	void refresh() {
		if (System.nanoTime() - this.dueNanos >= 0) {
			this.dueNanos = System.nanoTime() + INTERVAL.toNanos();
			Map<String, Count> all = new TreeMap<>();
			this.topics.names().forEach((topic) -> all.put(topic, Count.NONE));
			all.putAll(this.counts.byTopic());
			this.keys.register(rows(all, Count::keys), true);
			this.held.register(rows(all, Count::held), true);
			this.events.register(rows(all, Count::events), true);
			this.oldest.register(rows(all, Count::oldestSeconds), true);
		}
	}

	private static List<MultiGauge.Row<?>> rows(Map<String, Count> all, ToLongFunction<Count> number) {
		return all.entrySet()
			.stream().<MultiGauge
					.Row<?>>map(
							(entry) -> MultiGauge.Row.of(Tags.of("topic", entry.getKey()),
									number.applyAsLong(entry.getValue())))
			.toList();
	}

}
