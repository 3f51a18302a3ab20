package io.ackline.workbench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Try;

/**
 * Posts events as a careful client does. An event is posted again, with the same
 * identity, as long as the answers allow it and patience lasts; the next event of its key
 * is posted after that, so that the order within a key is defined. Every try is
 * journalled.
 */
public final class OrderedPosts {

	private final ProducerClient producers;

	private final RetryPolicy retry;

	private final Journal journal;

	private final Map<String, CompletableFuture<Answer>> tails = new HashMap<>();

	public OrderedPosts(ProducerClient producers, RetryPolicy retry, Journal journal) {
		this.producers = producers;
		this.retry = retry;
		this.journal = journal;
	}

	/**
	 * Posts an event behind those of its key.
	 * @return the last answer
	 */
	public synchronized CompletableFuture<Answer> post(Event event) {
		String key = event.key();
		if (key == null) {
			return attempt(event, 1, System.nanoTime());
		}
		CompletableFuture<Answer> tail = this.tails.get(key);
		CompletableFuture<Answer> post = (tail == null || tail.isDone()) ? attempt(event, 1, System.nanoTime())
				: tail.thenCompose((answer) -> attempt(event, 1, System.nanoTime()));
		this.tails.put(key, post);
		return post;
	}

	private CompletableFuture<Answer> attempt(Event event, int attempt, long since) {
		long sentAt = System.nanoTime();
		return this.producers.post(event, attempt).thenCompose((answer) -> {
			long answeredAt = System.nanoTime();
			this.journal.add(new Try(event, attempt, answer, sentAt, answeredAt));
			Duration pause = this.retry.pauseAfter(attempt, answer.retryAfter());
			boolean patient = Duration.ofNanos(answeredAt - since).plus(pause).compareTo(this.retry.patience()) < 0;
			if (answer.acknowledged() || !answer.retryable() || !patient) {
				return CompletableFuture.completedFuture(answer);
			}
			Executor later = CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS);
			return CompletableFuture.runAsync(() -> {
			}, later).thenCompose((paused) -> attempt(event, attempt + 1, since));
		});
	}

}
