package io.ackline.producer.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Watches the declared topics from the start to the stop of the service, on a thread of
 * its own, so that the service starts and recovers without Kafka being there.
 */
@Component
public class TopicWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration PAUSE_WHILE_SETTLING = Duration.ofMillis(250);

	private final Topics topics;

	private final ClusterTopics cluster;

	private final TopicCheck check;

	private final List<TopicWarmUp> warmUps;

	private volatile TopicsView view = TopicsView.UNSEEN;

	private final Set<String> writable = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Thread thread;

	TopicWatch(Topics topics, ClusterTopics cluster, TopicCheck check, List<TopicWarmUp> warmUps) {
		this.topics = topics;
		this.cluster = cluster;
		this.check = check;
		this.warmUps = warmUps;
	}

	/**
	 * Returns why a topic cannot be written to yet, or {@code null} if it can: it exists
	 * and the producers know where its partitions are. Once it can it stays so, whatever
	 * becomes of the cluster.
	 */
	public @Nullable String whyNotWritable(Topic topic) {
		if (this.writable.contains(topic.name())) {
			return null;
		}
		TopicsView current = this.view;
		if (current.unreachable() != null) {
			return current.unreachable();
		}
		return Objects.requireNonNullElse(current.shortcomings().get(topic.name()), TopicsView.CONNECTING);
	}

	TopicsView view() {
		return this.view;
	}

	@Override
	public void start() {
		Thread started = new Thread(this::watch, "topic-watch");
		started.setDaemon(true);
		this.thread = started;
		started.start();
	}

	@Override
	public void stop() {
		Thread stopped = this.thread;
		this.thread = null;
		if (stopped != null) {
			stopped.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	private void watch() {
		try {
			while (isRunning()) {
				TopicsView seen = see();
				report(seen);
				this.view = seen;
				Thread.sleep((seen.settling() ? PAUSE_WHILE_SETTLING : PAUSE).toMillis());
			}
		}
		catch (InterruptedException | InterruptException ex) {
			Thread.currentThread().interrupt(); // stopped
		}
	}

	private TopicsView see() {
		try {
			Map<String, String> shortcomings = this.check.run();
			this.topics.all().forEach((topic) -> warmUp(topic, shortcomings));
			return new TopicsView(null, shortcomings);
		}
		catch (InterruptException ex) {
			throw ex;
		}
		catch (KafkaException ex) {
			return new TopicsView(silence(ex), Map.of());
		}
		catch (RuntimeException ex) {
			log.error("The topics could not be checked", ex);
			return new TopicsView("The topics could not be checked: " + ex, Map.of());
		}
	}

	private void warmUp(Topic topic, Map<String, String> shortcomings) {
		if (this.writable.contains(topic.name()) || !this.check.hasSeen(topic.name())) {
			return;
		}
		if (this.warmUps.stream().allMatch((warmUp) -> warmUp.warmUp(topic))) {
			this.writable.add(topic.name());
		}
		else {
			shortcomings.putIfAbsent(topic.name(), TopicsView.CONNECTING);
		}
	}

	private void report(TopicsView seen) {
		if (seen.equals(this.view) || seen.settling()) {
			return;
		}
		if (seen.ready()) {
			log.info("All declared topics are ready: {}", this.topics.describeNames());
		}
		else if (seen.unreachable() != null) {
			log.warn("{}", seen.unreachable());
		}
		else {
			log.warn("Topics are not ready. {}", seen.describeShortcomings());
		}
	}

	private String silence(KafkaException ex) {
		String where = "Kafka does not answer at " + this.cluster.bootstrapServers();
		return (ex instanceof TimeoutException) ? where : where + ": " + rootMessage(ex);
	}

	private static String rootMessage(KafkaException ex) {
		Throwable root = ex;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		String message = root.getMessage();
		return (message != null && !message.isBlank()) ? message : root.getClass().getSimpleName();
	}

}
