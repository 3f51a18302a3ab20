package io.ackline.consumer.listener;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.ackline.consumer.group.GroupWatch;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Up when every listener thread runs and is a member of the group, and every partition
 * that it got is consumed, or waits because most of its events fail, where another
 * instance would fare no better with them, or because an operator paused it. A member
 * without partitions stands by, and is up too.
 */
@Component("listenersHealthIndicator")
class ListenersHealthIndicator extends AbstractHealthIndicator {

	private final ListenerState state;

	private final GroupListener listener;

	private final ConcurrentMessageListenerContainer<byte[], byte[]> listeners;

	private final RecordedGaps gaps;

	private final GroupWatch watch;

	ListenersHealthIndicator(ListenerState state, GroupListener listener,
			ConcurrentMessageListenerContainer<byte[], byte[]> listeners, RecordedGaps gaps, GroupWatch watch) {
		super("The listeners' health cannot be told");
		this.state = state;
		this.listener = listener;
		this.listeners = listeners;
		this.gaps = gaps;
		this.watch = watch;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		String reason = reason();
		if (reason != null) {
			builder.down().withDetail("reason", reason);
		}
		else {
			builder.up().withDetail("gaps", this.gaps.latest());
		}
		builder.withDetail("members", this.listener.assignments().stream().filter(Assignment::isMember).count());
		builder.withDetail("partitions",
				this.listener.assignments().stream().mapToInt((a) -> a.partitions().size()).sum());
		if (!this.watch.paused().isEmpty()) {
			builder.withDetail("paused", this.watch.paused());
		}
		SortedMap<String, Object> waiting = waiting();
		if (!waiting.isEmpty()) {
			builder.withDetail("waiting", waiting);
		}
	}

	private @Nullable String reason() {
		String missing = this.state.missing();
		if (missing != null) {
			return missing;
		}
		int concurrency = this.listeners.getConcurrency();
		long running = this.listeners.getContainers().stream().filter((container) -> container.isRunning()).count();
		if (running < concurrency) {
			return "%d of %d listeners have died".formatted(concurrency - running, concurrency);
		}
		long members = this.listener.assignments().stream().filter(Assignment::isMember).count();
		if (members < concurrency) {
			return "%d of %d listeners have not joined the group yet".formatted(concurrency - members, concurrency);
		}
		return this.listener.assignments()
			.stream()
			.flatMap((assignment) -> assignment.partitions().stream())
			.filter((partition) -> !isPaused(partition))
			.map(ConsumedPartition::waiting)
			.filter((waiting) -> waiting != null && waiting.offset() == null)
			.map((waiting) -> "waiting for " + ((waiting != null) ? waiting.reason() : ""))
			.findFirst()
			.orElse(null);
	}

	private boolean isPaused(ConsumedPartition partition) {
		return this.watch.isKnown() && this.watch.isPaused(partition.partition().topic());
	}

	private SortedMap<String, Object> waiting() {
		SortedMap<String, Object> all = new TreeMap<>();
		this.listener.assignments().forEach((assignment) -> assignment.partitions().forEach((partition) -> {
			ConsumedPartition.Waiting waiting = partition.waiting();
			if (waiting != null && waiting.offset() != null) {
				all.put(partition.partition().toString(), Map.of("blocked-at", waiting.offset(), "pauses",
						waiting.pauses(), "since", waiting.since().toString(), "error", waiting.reason()));
			}
			else if (waiting != null) {
				all.put(partition.partition().toString(), Map.of("waiting-for", waiting.reason()));
			}
		}));
		return all;
	}

}
