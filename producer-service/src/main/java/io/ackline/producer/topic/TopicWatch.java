package io.ackline.producer.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Sees to it that the declared topics are there, without the service's having to wait for
 * Kafka at its start. Whether they take writes is {@link PartitionWatch}'s to say, and so
 * no sooner or later here than to those who write.
 */
@Component
public class TopicWatch extends Watch {

	private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration PAUSE_WHILE_SETTLING = Duration.ofMillis(250);

	private final Topics topics;

	private final ClusterTopics cluster;

	private final TopicCheck check;

	private final List<TopicWarmUp> warmUps;

	private final PartitionWatch partitions;

	/**
	 * What the last look came to.
	 */
	private volatile TopicsView looked = TopicsView.UNSEEN;

	private final Set<String> writable = ConcurrentHashMap.newKeySet();

	private TopicsView reported = TopicsView.UNSEEN;

	TopicWatch(Topics topics, ClusterTopics cluster, TopicCheck check, List<TopicWarmUp> warmUps,
			PartitionWatch partitions) {
		super("topic-watch");
		this.topics = topics;
		this.cluster = cluster;
		this.check = check;
		this.warmUps = warmUps;
		this.partitions = partitions;
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
		TopicsView current = view();
		if (current.unreachable() != null) {
			return current.unreachable();
		}
		return current.shortcomings().get(topic.name());
	}

	/**
	 * Returns what is known of the topics now.
	 */
	TopicsView view() {
		PartitionsView seen = this.partitions.view();
		if (seen.unreachable() != null) {
			return TopicsView.unreachable(seen.unreachable());
		}
		TopicsView last = this.looked;
		if (last.unreachable() != null && !(seen.isKnown() && this.writable.size() == this.topics.all().size())) {
			return last;
		}
		Map<String, String> shortcomings = new HashMap<>(last.shortcomings());
		for (Topic topic : this.topics.all()) {
			String shortcoming = seen.shortcoming(topic);
			if (shortcoming != null) {
				shortcomings.putIfAbsent(topic.name(), shortcoming);
			}
			else if (!this.writable.contains(topic.name()) || (seen.isKnown() && seen.partitions(topic) == 0)) {
				shortcomings.putIfAbsent(topic.name(), TopicsView.CONNECTING);
			}
		}
		return new TopicsView(null, shortcomings);
	}

	@Override
	Duration look() {
		this.looked = see();
		TopicsView known = view();
		report(known);
		return known.settling() ? PAUSE_WHILE_SETTLING : PAUSE;
	}

	private TopicsView see() {
		try {
			Map<String, String> shortcomings = this.check.run();
			this.topics.all().forEach(this::warmUp);
			return new TopicsView(null, shortcomings);
		}
		catch (InterruptException ex) {
			throw ex;
		}
		catch (KafkaException ex) {
			return this.looked.silent(silence(ex));
		}
		catch (RuntimeException ex) {
			log.error("The topics could not be checked", ex);
			return this.looked.silent("The topics could not be checked: " + ex);
		}
	}

	private void warmUp(Topic topic) {
		if (!this.writable.contains(topic.name()) && this.check.hasSeen(topic.name())
				&& this.warmUps.stream().allMatch((warmUp) -> warmUp.warmUp(topic))) {
			this.writable.add(topic.name());
		}
	}

	private void report(TopicsView seen) {
		if (seen.equals(this.reported) || seen.settling()) {
			return;
		}
		this.reported = seen;
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
