package io.ackline.consumer.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.ackline.consumer.database.DatabaseFailures;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Publishes dead letters to Kafka, each at least once. A letter counts as published once
 * all in-sync replicas have it; a process that ends before it could say so has it
 * published again, with the same death id.
 */
@Component
class DeadLetterPublisher {

	private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

	private static final int BATCH = 25;

	private static final Duration PATIENCE = DeadLetterTopics.DELIVERY_TIMEOUT.plusSeconds(5);

	private final DeadLetterOutbox outbox;

	private final DeadLetterTopics topics;

	private final DeadLetterProperties properties;

	private final MeterRegistry metrics;

	private volatile @Nullable Failure failure;

	DeadLetterPublisher(DeadLetterOutbox outbox, DeadLetterTopics topics, DeadLetterProperties properties,
			MeterRegistry metrics) {
		this.outbox = outbox;
		this.topics = topics;
		this.properties = properties;
		this.metrics = metrics;
	}

	/**
	 * Publishes some of the letters that wait.
	 * @return whether there may be more
	 */
	boolean publish() throws InterruptedException {
		List<UnpublishedLetter> claimed = this.outbox.claim(BATCH, this.properties.lease());
		if (claimed.isEmpty()) {
			return false;
		}
		Map<UnpublishedLetter, CompletableFuture<?>> sent = send(claimed);
		await(sent);
		settle(claimed, sent);
		return claimed.size() == BATCH;
	}

	private Map<UnpublishedLetter, CompletableFuture<?>> send(List<UnpublishedLetter> letters) {
		Map<UnpublishedLetter, CompletableFuture<?>> sent = new LinkedHashMap<>();
		Set<String> unreachable = new HashSet<>();
		for (UnpublishedLetter letter : letters) {
			if (!unreachable.contains(letter.topic())) {
				try {
					sent.put(letter, this.topics.send(letter).whenComplete((result, thrown) -> failed(letter, thrown)));
				}
				catch (RuntimeException ex) {
					// Each further one would be waited for as long.
					unreachable.add(letter.topic());
					failed(letter, ex);
				}
			}
		}
		return sent;
	}

	private void await(Map<UnpublishedLetter, CompletableFuture<?>> sent) throws InterruptedException {
		try {
			CompletableFuture.allOf(sent.values().toArray(CompletableFuture<?>[]::new))
				.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// each is looked at by itself
		}
	}

	private void settle(List<UnpublishedLetter> claimed, Map<UnpublishedLetter, CompletableFuture<?>> sent) {
		List<UnpublishedLetter> published = new ArrayList<>();
		List<UnpublishedLetter> postponed = new ArrayList<>();
		for (UnpublishedLetter letter : claimed) {
			CompletableFuture<?> answer = sent.get(letter);
			boolean acknowledged = answer != null && answer.isDone() && !answer.isCompletedExceptionally();
			(acknowledged ? published : postponed).add(letter);
		}
		this.outbox.postpone(numbers(postponed));
		this.outbox.published(numbers(published));
		published.forEach(this::count);
		if (postponed.isEmpty()) {
			recovered();
		}
	}

	private static List<Long> numbers(List<UnpublishedLetter> letters) {
		return letters.stream().map(UnpublishedLetter::number).toList();
	}

	private void count(UnpublishedLetter letter) {
		this.metrics.counter("ackline.dead.letters.published", "topic", letter.topic(), "reason", letter.reason())
			.increment();
	}

	private void failed(UnpublishedLetter letter, @Nullable Throwable thrown) {
		if (thrown == null) {
			return;
		}
		String what = "%s%s: %s".formatted(letter.topic(), DeadLetterTopics.SUFFIX, DatabaseFailures.message(thrown));
		Failure before = this.failure;
		this.failure = new Failure(what, (before != null) ? before.since() : Instant.now());
		if (before == null) {
			log.warn("Dead letters wait to be published to {}", what);
		}
	}

	private void recovered() {
		if (this.failure != null) {
			log.info("Dead letters are published again");
		}
		this.failure = null;
	}

	/**
	 * Returns why letters were not published the last time that there were some,
	 * {@code null} if they were.
	 */
	@Nullable Failure failure() {
		return this.failure;
	}

	/**
	 * Why letters are not published.
	 */
	record Failure(String what, Instant since) {
	}

}
