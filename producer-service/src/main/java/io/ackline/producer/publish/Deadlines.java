package io.ackline.producer.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.ackline.producer.web.RequestProperties;

import org.springframework.stereotype.Component;

/**
 * Ends waits for Kafka at their deadline, on a thread of its own. The timeouts of
 * {@link CompletableFuture} run in the common pool from Java 25 on, where they would wait
 * for whatever else blocks it.
 */
@Component
class Deadlines implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Deadlines::thread);

	private final long deadline;

	private final long longestWait;

	Deadlines(RequestProperties properties) {
		this.deadline = properties.deadline().toNanos();
		this.longestWait = properties.longestWait().toNanos();
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Completes a result when it would otherwise be late. Its answer waits for the
	 * server's threads about as long as what it answers has: that much of the deadline is
	 * kept for it.
	 * @param received from when the deadline counts, of {@link System#nanoTime()}
	 * @param late what a late result is
	 * @return the result, there in time
	 */
	<T> CompletableFuture<T> within(long received, CompletableFuture<T> result, Supplier<T> late) {
		if (result.isDone()) {
			return result;
		}
		long passed = System.nanoTime() - received;
		long left = this.deadline - passed - Math.min(passed, this.longestWait);
		Future<?> end = this.timer.schedule(() -> result.complete(late.get()), left, TimeUnit.NANOSECONDS);
		return result.whenComplete((value, failure) -> end.cancel(false));
	}

	@Override
	public void close() {
		this.timer.shutdown();
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "deadlines");
		thread.setDaemon(true);
		return thread;
	}

}
