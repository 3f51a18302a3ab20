package io.ackline.workbench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;
import io.ackline.workbench.evidence.Journal;
import io.ackline.workbench.evidence.Try;

/**
 * Events that are sent one request after the other. What has to be tried again goes out
 * before what came later.
 */
final class Lane {

	private final Deque<Post> waiting = new ArrayDeque<>();

	private final Form form;

	private final ProducerClient producers;

	private final RetryPolicy retry;

	private final Journal journal;

	private final int tries;

	private boolean busy;

	/**
	 * Creates a lane.
	 * @param tries the number that those of its tries are on top of
	 */
	Lane(Form form, ProducerClient producers, RetryPolicy retry, Journal journal, int tries) {
		this.tries = tries;
		this.form = form;
		this.producers = producers;
		this.retry = retry;
		this.journal = journal;
	}

	/**
	 * Sends an event behind all that were posted before.
	 * @return the last answer
	 */
	CompletableFuture<Answer> post(Event event) {
		Post post = new Post(event);
		synchronized (this) {
			this.waiting.add(post);
			if (this.busy) {
				return post.last;
			}
			this.busy = true;
		}
		sendNext();
		return post.last;
	}

	private void sendNext() {
		List<Post> posts = take();
		if (!posts.isEmpty()) {
			var unused = send(posts).whenComplete((pause, failure) -> {
				if (failure != null) {
					posts.forEach((post) -> post.last.completeExceptionally(failure));
				}
				later((pause != null) ? pause : Duration.ZERO);
			});
		}
	}

	private synchronized List<Post> take() {
		List<Post> posts = new ArrayList<>();
		while (posts.size() < this.form.size() && !this.waiting.isEmpty()) {
			posts.add(this.waiting.remove());
		}
		this.busy = !posts.isEmpty();
		return posts;
	}

	/**
	 * Sends the next request after a pause, on the thread that keeps the time: the common
	 * pool starts a thread for each task where there are two processors.
	 */
	private void later(Duration pause) {
		CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, Runnable::run).execute(this::sendNext);
	}

	/**
	 * Sends one request, and keeps what has to be tried again.
	 * @return how long to wait before the next one
	 */
	private CompletableFuture<Duration> send(List<Post> posts) {
		long sentAt = System.nanoTime();
		posts.forEach((post) -> post.begin(sentAt));
		List<Attempt> attempts = posts.stream()
			.map((post) -> new Attempt(post.event, this.tries + post.attempts))
			.toList();
		return this.producers.send(this.form, attempts).thenApply((told) -> {
			long answeredAt = System.nanoTime();
			Duration longest = Duration.ZERO;
			List<Post> again = new ArrayList<>();
			for (int number = 0; number < posts.size(); number++) {
				Post post = posts.get(number);
				Answer answer = told.answers().get(number);
				this.journal
					.add(new Try(post.event, this.tries + post.attempts, answer, sentAt, answeredAt, told.waited()));
				Duration pause = this.retry.pauseAfter(post.attempts, answer.retryAfter());
				boolean patient = Duration.ofNanos(answeredAt - post.since)
					.plus(pause)
					.compareTo(this.retry.patience()) < 0;
				if (answer.acknowledged() || !answer.retryable() || !patient) {
					post.last.complete(answer);
				}
				else {
					again.add(post);
					longest = (longest.compareTo(pause) < 0) ? pause : longest;
				}
			}
			putBack(again);
			return longest;
		});
	}

	private synchronized void putBack(List<Post> again) {
		for (int number = again.size() - 1; number >= 0; number--) {
			this.waiting.addFirst(again.get(number));
		}
	}

	/**
	 * An event on its way.
	 */
	private static final class Post {

		private final CompletableFuture<Answer> last = new CompletableFuture<>();

		private final Event event;

		private int attempts;

		private long since;

		private Post(Event event) {
			this.event = event;
		}

		private void begin(long now) {
			if (this.attempts++ == 0) {
				this.since = now;
			}
		}

	}

}
