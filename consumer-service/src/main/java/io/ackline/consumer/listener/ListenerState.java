package io.ackline.consumer.listener;

import java.time.Duration;
import java.util.Set;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.database.DatabaseSchema;
import io.ackline.consumer.topic.ConsumedTopics;
import io.ackline.consumer.topic.TopicIds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Starts the listeners once the database has its schema and the topics exist, and keeps
 * looking whether the cluster answers. Listeners that have died of an error are started
 * again.
 */
@Component
class ListenerState implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(ListenerState.class);

	private static final Duration UNTIL_STARTED = Duration.ofSeconds(1);

	private static final Duration WHEN_STARTED = Duration.ofSeconds(10);

	private final DatabaseSchema schema;

	private final ConsumedTopics topics;

	private final TopicIds topicIds;

	private final ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> listeners;

	private volatile @Nullable String missing = "not started yet";

	private volatile @Nullable Thread thread;

	private boolean started;

	ListenerState(DatabaseSchema schema, ConsumedTopics topics, TopicIds topicIds,
			ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> listeners) {
		this.schema = schema;
		this.topics = topics;
		this.topicIds = topicIds;
		this.listeners = listeners;
	}

	@Override
	public void start() {
		Thread starter = new Thread(this::watch, "ackline-watch");
		starter.setDaemon(true);
		this.thread = starter;
		starter.start();
	}

	private void watch() {
		try {
			while (isRunning()) {
				look();
				Thread.sleep((this.missing != null) ? UNTIL_STARTED.toMillis() : WHEN_STARTED.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void look() {
		String now = whatIsMissing();
		if (!isRunning()) {
			return;
		}
		if (now != null && !now.equals(this.missing)) {
			log.warn("Waiting: {}", now);
		}
		if (now == null && !this.listeners.getObject().isRunning()) {
			if (this.started) {
				log.error("The listeners have died, starting them again");
			}
			log.info("Consuming {}", this.topics.names());
			this.started = true;
			this.listeners.getObject().start();
		}
		this.missing = now;
	}

	private @Nullable String whatIsMissing() {
		try {
			if (!this.schema.migrate()) {
				return "the database is away: " + this.schema.failure();
			}
			Set<String> absent = this.topicIds.missing(this.topics.names());
			return absent.isEmpty() ? null : "topics do not exist yet: " + absent;
		}
		catch (RuntimeException ex) {
			return "the cluster does not answer: " + DatabaseFailures.message(ex);
		}
	}

	/**
	 * Returns what keeps the listeners from their work, {@code null} if nothing does.
	 */
	@Nullable String missing() {
		return this.missing;
	}

	@Override
	public void stop() {
		Thread starter = this.thread;
		this.thread = null;
		if (starter != null) {
			starter.interrupt();
		}
		this.listeners.getObject().stop();
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
