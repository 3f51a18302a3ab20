package io.ackline.producer.security;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * A caller that the configuration declares.
 */
final class DeclaredCaller implements Caller {

	private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final String name;

	private final List<TopicNames> topics;

	private final boolean admin;

	private final @Nullable RateLimit limit;

	private final CallerMetrics metrics;

	DeclaredCaller(String name, List<TopicNames> topics, boolean admin, @Nullable RateLimit limit,
			CallerMetrics metrics) {
		this.name = name;
		this.topics = topics;
		this.admin = admin;
		this.limit = limit;
		this.metrics = metrics;
	}

	String name() {
		return this.name;
	}

	@Override
	public String source(String topic) {
		return "/ackline/%s/%s".formatted(topic, this.name);
	}

	@Override
	public void requireTopic(String topic) {
		if (this.topics.stream().noneMatch((names) -> names.include(topic))) {
			this.metrics.forbidden();
			throw ProblemType.FORBIDDEN
				.exception("Caller '%s' may not write to topic '%s'. It may write to %s (ackline.callers.%s.topics)."
					.formatted(this.name, topic, describeTopics(), this.name));
		}
	}

	@Override
	public void requireAdmin() {
		if (!this.admin) {
			this.metrics.forbidden();
			throw ProblemType.FORBIDDEN.exception(
					"Caller '%s' may not change topics and the cluster: that is for callers with ackline.callers.NAME.admin."
						.formatted(this.name));
		}
	}

	@Override
	public void admit() {
		if (this.limit != null) {
			requireRoom(this.limit);
		}
		this.metrics.events(1);
	}

	@Override
	public void charge(int events) {
		if (events > 0) {
			this.metrics.events(events);
			if (this.limit != null) {
				this.limit.takeOnCredit(events);
			}
		}
	}

	@Override
	public boolean awaitTurn(BooleanSupplier stop) throws InterruptedException {
		if (this.limit != null && !awaitRoom(this.limit, stop)) {
			return false;
		}
		this.metrics.events(1);
		return true;
	}

	@Override
	public String requestsPerMinute() {
		return (this.limit != null) ? String.valueOf(this.limit.rate().perMinute()) : "*";
	}

	private void requireRoom(RateLimit bound) {
		long wait = bound.take();
		if (wait > 0) {
			this.metrics.limited();
			long seconds = TimeUnit.NANOSECONDS.toSeconds(wait + TimeUnit.SECONDS.toNanos(1) - 1);
			throw new ProblemException(ProblemType.RATE_LIMITED
				.problem("Caller '%s' may send %s (ackline.callers.%s.rate). There is room again in %d s."
					.formatted(this.name, bound, this.name, seconds))
				.retryAfter(seconds));
		}
	}

	private static boolean awaitRoom(RateLimit bound, BooleanSupplier stop) throws InterruptedException {
		long wait = bound.take();
		while (wait > 0) {
			if (stop.getAsBoolean()) {
				return false;
			}
			TimeUnit.NANOSECONDS.sleep(Math.min(wait, LONGEST_PAUSE_NANOS));
			wait = bound.take();
		}
		return true;
	}

	private String describeTopics() {
		return this.topics.isEmpty() ? "none"
				: String.join(", ", this.topics.stream().map(TopicNames::toString).toList());
	}

}
