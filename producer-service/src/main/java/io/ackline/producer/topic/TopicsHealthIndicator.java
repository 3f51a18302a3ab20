package io.ackline.producer.topic;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once every declared topic exists and each of its partitions has the in-sync
 * replicas that a write with {@code acks=all} needs.
 */
@Component("topicsHealthIndicator")
class TopicsHealthIndicator implements HealthIndicator {

	private final Topics topics;

	private final TopicWatch watch;

	TopicsHealthIndicator(Topics topics, TopicWatch watch) {
		this.topics = topics;
		this.watch = watch;
	}

	@Override
	public Health health() {
		TopicsView view = this.watch.view();
		if (view.unreachable() != null) {
			return Health.outOfService().withDetail("reason", view.unreachable()).build();
		}
		if (!view.shortcomings().isEmpty()) {
			return Health.outOfService().withDetail("reason", view.shortcomings()).build();
		}
		return Health.up().withDetail("topics", this.topics.describeNames()).build();
	}

}
