package io.ackline.producer.topic;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * Shows how far each topic is from having all of its replicas in sync, as the cluster
 * itself last said, and whether it says anything.
 */
@Component
class TopicMetrics implements MeterBinder {

	private final Topics topics;

	private final PartitionWatch watch;

	TopicMetrics(Topics topics, PartitionWatch watch) {
		this.topics = topics;
		this.watch = watch;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("ackline.cluster.reachable", this.watch, (watch) -> watch.view().unreachable() == null ? 1 : 0)
			.description("1 while brokers answer, 0 while none does.")
			.register(registry);
		for (Topic topic : this.topics.all()) {
			Gauge.builder("ackline.topic.isr.shortfall", this.watch, (watch) -> watch.view().missingReplicas(topic))
				.description("Replicas that are not in sync with a leader, over all partitions.")
				.tag("topic", topic.name())
				.register(registry);
			Gauge
				.builder("ackline.topic.partitions.not.writable", this.watch,
						(watch) -> watch.view().notWritable(topic))
				.description("Partitions that take no write with acks=all: no leader, or too few replicas in sync.")
				.tag("topic", topic.name())
				.register(registry);
		}
	}

}
