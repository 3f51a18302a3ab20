package io.ackline.consumer.group;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells metrics of the lag of each partition, as often as they are usually asked for. All
 * instances tell of all partitions, so that one that is assigned to nobody is told of,
 * too. A partition whose lag is not known is left out.
 */
@Component
class GroupLag implements SmartLifecycle {

	private static final long INTERVAL = 10;

	private final GroupOverview overview;

	private final MultiGauge gauge;

	private final Executor later = CompletableFuture.delayedExecutor(INTERVAL, TimeUnit.SECONDS);

	private volatile boolean running;

	private volatile CompletableFuture<Void> looking = CompletableFuture.allOf();

	GroupLag(GroupOverview overview, MeterRegistry registry) {
		this.overview = overview;
		this.gauge = MultiGauge.builder("ackline.group.lag")
			.description("Records of a partition that the group has not handled yet")
			.register(registry);
	}

	private void repeat() {
		if (this.running) {
			this.looking = look().whenComplete((told, ex) -> this.later.execute(this::repeat));
		}
	}

	/**
	 * Looks now, and tells metrics once it is known.
	 */
	CompletableFuture<Void> look() {
		return this.overview.partitions().thenAccept(this::tell);
	}

	private void tell(List<GroupView.Partition> partitions) {
		this.gauge.register(partitions.stream().<MultiGauge.Row<?>>mapMulti((partition, rows) -> {
			Long lag = partition.lag();
			if (lag != null) {
				rows.accept(MultiGauge.Row
					.of(Tags.of("topic", partition.topic(), "partition", String.valueOf(partition.partition())), lag));
			}
		}).toList(), true);
	}

	@Override
	public void start() {
		this.running = true;
		this.later.execute(this::repeat);
	}

	@Override
	public void stop() {
		this.running = false;
		this.looking.cancel(false);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
