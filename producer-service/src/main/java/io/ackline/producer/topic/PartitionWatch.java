package io.ackline.producer.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows within a second what the cluster's metadata says of each partition. It asks twice
 * a second, whether or not the last question was answered, and believes the answer to the
 * latest question.
 * <p>
 * A refusal that rests on it is certain in one respect only, that the event was not
 * handed to Kafka; it may come a moment too late or last a moment too long, and then the
 * next answer ends it. When no broker has answered for {@link ClusterMetadata#TIMEOUT},
 * the cluster counts as unreachable, which ends with the first answer, too. When it
 * cannot be asked for another reason, such as missing rights, nothing is known and so
 * nothing is refused.
 */
@Component
public class PartitionWatch extends Watch {

	private static final Logger log = LoggerFactory.getLogger(PartitionWatch.class);

	private static final Duration PERIOD = Duration.ofMillis(500);

	private static final int PERIODS_BETWEEN_SETTINGS = 10;

	private final Collection<String> names;

	private final ClusterMetadata metadata;

	private final String unreachable;

	private final AtomicLong asked = new AtomicLong();

	private volatile PartitionsView view = PartitionsView.UNKNOWN;

	private volatile Map<String, Integer> minInsyncReplicas = Map.of();

	private long answered;

	private boolean blind;

	PartitionWatch(Topics topics, ClusterMetadata metadata, ClusterTopics cluster) {
		super("partition-watch");
		this.names = topics.all().stream().map(Topic::name).toList();
		this.metadata = metadata;
		this.unreachable = "Kafka does not answer at " + cluster.bootstrapServers();
	}

	public PartitionsView view() {
		return this.view;
	}

	/**
	 * Before the web server starts and after it has stopped.
	 */
	@Override
	public int getPhase() {
		return SmartLifecycle.DEFAULT_PHASE / 2;
	}

	@Override
	Duration look() {
		ask(this.asked.incrementAndGet());
		return PERIOD;
	}

	private void ask(long question) {
		try {
			if (question % PERIODS_BETWEEN_SETTINGS == 1 || this.minInsyncReplicas.size() < this.names.size()) {
				this.metadata.minInsyncReplicas(this.names)
					.thenAccept((values) -> this.minInsyncReplicas = values)
					.exceptionally((failure) -> null); // the earlier ones stay
			}
			this.metadata.topics(this.names)
				.thenAccept((descriptions) -> see(question, descriptions))
				.exceptionally((failure) -> {
					miss(question, failure);
					return null;
				});
		}
		catch (KafkaException ex) { // Kafka's client could not even be made
			miss(question, ex);
		}
	}

	private synchronized void see(long question, Map<String, TopicDescription> descriptions) {
		if (question > this.answered) {
			this.answered = question;
			this.blind = false;
			this.view = this.view.seeing(descriptions, this.minInsyncReplicas, System.nanoTime());
		}
	}

	private synchronized void miss(long question, Throwable failure) {
		if (question < this.answered || !isRunning()) {
			return;
		}
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof RetriableException) {
			this.view = this.view.unreachable(this.unreachable, System.nanoTime());
			return;
		}
		this.view = PartitionsView.UNKNOWN;
		this.metadata.renew();
		if (!this.blind) {
			log.warn("The partitions cannot be watched, so that no write is refused early: {}", cause.toString());
		}
		this.blind = true;
	}

}
