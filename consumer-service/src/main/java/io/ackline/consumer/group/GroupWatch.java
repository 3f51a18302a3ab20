package io.ackline.consumer.group;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseSchema;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What operators have ordered of the group, as the database has it. Every instance looks
 * at it every second. While the database is away, what was seen last holds.
 */
@Component
public class GroupWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(GroupWatch.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Duration UNTIL_KNOWN = Duration.ofMillis(100);

	private final DatabaseSchema schema;

	private final Pauses pauses;

	private final PartitionRows partitions;

	private volatile @Nullable Set<String> paused;

	private volatile Map<PartitionRows.Key, Long> revisions = Map.of();

	private volatile @Nullable Thread thread;

	GroupWatch(DatabaseSchema schema, Pauses pauses, PartitionRows partitions) {
		this.schema = schema;
		this.pauses = pauses;
		this.partitions = partitions;
	}

	/**
	 * Returns whether it is known yet what is paused.
	 */
	public boolean isKnown() {
		return this.paused != null;
	}

	/**
	 * Returns whether no events of the topic are to be handled: an operator has paused
	 * it, or whether one has is not known yet.
	 */
	public boolean isPaused(String topic) {
		Set<String> known = this.paused;
		return known == null || known.contains(topic) || known.contains(Pauses.ALL);
	}

	/**
	 * Returns the topics that are paused, {@code *} for all of them.
	 */
	public Set<String> paused() {
		Set<String> known = this.paused;
		return (known != null) ? known : Set.of();
	}

	/**
	 * Returns whether a partition's progress was changed since it had the revision.
	 */
	public boolean isChanged(Uuid topicId, int partition, long revision) {
		return this.revisions.getOrDefault(new PartitionRows.Key(topicId, partition), 0L) > revision;
	}

	/**
	 * Looks at once.
	 * @throws RuntimeException if the database does not answer
	 */
	void look() {
		Set<String> now = this.pauses.find();
		if (!now.equals(paused())) {
			log.info("{}", now.isEmpty() ? "Nothing is paused any more" : "Paused by an operator: " + now);
		}
		this.paused = now;
		this.revisions = this.partitions.revisions();
	}

	@Override
	public void start() {
		Thread watch = new Thread(this::watch, "ackline-group");
		watch.setDaemon(true);
		this.thread = watch;
		watch.start();
	}

	private void watch() {
		try {
			while (isRunning()) {
				tryToLook();
				Thread.sleep(isKnown() ? INTERVAL.toMillis() : UNTIL_KNOWN.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void tryToLook() {
		if (!this.schema.isMigrated()) {
			return;
		}
		try {
			look();
		}
		catch (RuntimeException ex) {
			// Health says that the database is away.
			log.debug("What operators have ordered cannot be read: {}", DatabaseFailures.message(ex));
		}
	}

	@Override
	public void stop() {
		Thread watch = this.thread;
		this.thread = null;
		if (watch != null) {
			watch.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
