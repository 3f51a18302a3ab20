package io.ackline.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.Topics;
import io.ackline.producer.web.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Measures what becomes of events: {@code ackline.publish}, the time from the last byte
 * of a request to the outcome, by topic, acks and whether the event is {@code written}
 * ({@code yes}, {@code no} or {@code unknown}); and {@code ackline.publish.bytes}, the
 * size of the records that Kafka acknowledged. Those of the declared acks are there from
 * the start, so that a rate begins at 0 and not with the first failure.
 */
@Component
class PublishMetrics {

	private static final String YES = "yes";

	private static final List<String> WRITTEN = List.of(YES, Written.NO.toString(), Written.UNKNOWN.toString());

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
			Duration.ofSeconds(5), Duration.ofSeconds(10) };

	private final Map<String, TopicMeters> topics = new HashMap<>();

	PublishMetrics(MeterRegistry registry, Topics topics) {
		topics.all().forEach((topic) -> this.topics.put(topic.name(), new TopicMeters(registry, topic)));
	}

	/**
	 * Counts an event whose outcome is known now.
	 * @param written what is known of one that was not acknowledged, or {@code null}
	 * @param received when the event's last byte arrived, of {@link System#nanoTime()}
	 */
	void settled(Topic topic, Acks acks, @Nullable Written written, long received) {
		TopicMeters meters = this.topics.get(topic.name());
		if (meters != null) {
			String outcome = (written != null) ? written.toString() : YES;
			meters.timer(new Series(acks, outcome)).record(System.nanoTime() - received, TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Counts the bytes of a record that was acknowledged.
	 */
	void stored(Topic topic, long size) {
		TopicMeters meters = this.topics.get(topic.name());
		if (meters != null) {
			meters.bytes.increment((double) size);
		}
	}

	/**
	 * The meters of a topic. Those of acks that the topic does not declare come into
	 * being when they are asked for.
	 */
	private static final class TopicMeters {

		private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

		private final MeterRegistry registry;

		private final String topic;

		private final Counter bytes;

		TopicMeters(MeterRegistry registry, Topic topic) {
			this.registry = registry;
			this.topic = topic.name();
			for (String written : WRITTEN) {
				timer(new Series(topic.settings().acks(), written));
			}
			this.bytes = Counter.builder("ackline.publish.bytes")
				.description("Size of the acknowledged records, with keys and headers.")
				.baseUnit("bytes")
				.tag("topic", topic.name())
				.register(registry);
		}

		Timer timer(Series series) {
			return this.timers.computeIfAbsent(series, this::register);
		}

		private Timer register(Series series) {
			return Timer.builder("ackline.publish")
				.description("Time from the last byte of an event to its outcome.")
				.tags("topic", this.topic, "acks", series.acks().toString(), "written", series.written())
				.serviceLevelObjectives(BUCKETS)
				.register(this.registry);
		}

	}

	private record Series(Acks acks, String written) {

	}

}
