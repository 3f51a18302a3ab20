package io.ackline.producer.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * Ends waits for Kafka at their deadline, on a thread of its own. The timeouts of
 * {@link CompletableFuture} run in the common pool from Java 25 on, where they would wait
 * for whatever else blocks it.
 */
@Component
class Deadlines implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Deadlines::thread);

	Deadlines() {
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Completes a result that is late.
	 * @param nanos how long from now until it is late
	 * @param late what a late result is
	 * @return the result, there by then
	 */
	<T> CompletableFuture<T> within(long nanos, CompletableFuture<T> result, Supplier<T> late) {
		if (result.isDone()) {
			return result;
		}
		Future<?> deadline = this.timer.schedule(() -> result.complete(late.get()), nanos, TimeUnit.NANOSECONDS);
		return result.whenComplete((value, failure) -> deadline.cancel(false));
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
