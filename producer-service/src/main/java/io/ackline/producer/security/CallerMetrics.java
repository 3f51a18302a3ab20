package io.ackline.producer.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what a caller sends, {@code ackline.caller.events}, and what it is refused,
 * {@code ackline.caller.refused} by reason: {@code forbidden} or {@code rate}.
 */
final class CallerMetrics {

	private final Counter events;

	private final Counter forbidden;

	private final Counter limited;

	CallerMetrics(MeterRegistry registry, String caller) {
		this.events = Counter.builder("ackline.caller.events")
			.description("Events that the caller sent and that its rate let in.")
			.tag("caller", caller)
			.register(registry);
		this.forbidden = refused(registry, caller, "forbidden");
		this.limited = refused(registry, caller, "rate");
	}

	/**
	 * Returns the counter of requests without credentials of a declared caller.
	 */
	static Counter unknown(MeterRegistry registry) {
		return Counter.builder("ackline.caller.unknown")
			.description("Requests that were refused since they have no credentials of a declared caller.")
			.register(registry);
	}

	private static Counter refused(MeterRegistry registry, String caller, String reason) {
		return Counter.builder("ackline.caller.refused")
			.description("What the caller was refused: events and requests that it may not send, or not so fast.")
			.tags("caller", caller, "reason", reason)
			.register(registry);
	}

	void events(int count) {
		this.events.increment(count);
	}

	void forbidden() {
		this.forbidden.increment();
	}

	void limited() {
		this.limited.increment();
	}

}
