package io.ackline.consumer.listener;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Up when every listener thread runs and is a member of the group, and every partition
 * that it got is consumed, or waits because most of its events fail: another instance
 * would fare no better with them. A member without partitions stands by, and is up too.
 */
@Component("listenersHealthIndicator")
class ListenersHealthIndicator extends AbstractHealthIndicator {

	private final ListenerState state;

	private final GroupListener listener;

	private final ConcurrentMessageListenerContainer<byte[], byte[]> listeners;

	private final RecordedGaps gaps;

	ListenersHealthIndicator(ListenerState state, GroupListener listener,
			ConcurrentMessageListenerContainer<byte[], byte[]> listeners, RecordedGaps gaps) {
		super("The listeners' health cannot be told");
		this.state = state;
		this.listener = listener;
		this.listeners = listeners;
		this.gaps = gaps;
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
			.map(ConsumedPartition::waiting)
			.filter((waiting) -> waiting != null && waiting.offset() == null)
			.map((waiting) -> "waiting for " + ((waiting != null) ? waiting.reason() : ""))
			.findFirst()
			.orElse(null);
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
