package io.ackline.workbench.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * A load whose events come when they come, at random times of a given rate, whether or
 * not the system keeps up, as events of the world do.
 */
public final class OpenLoop {

	private final Posts posts;

	private final double rate;

	private final Random random;

	/**
	 * Creates a load.
	 * @param rate events a second, on average
	 * @param seed what the times are drawn from
	 */
	public OpenLoop(Posts posts, double rate, long seed) {
		this.posts = posts;
		this.rate = rate;
		this.random = new Random(seed);
	}

	/**
	 * Posts events from the first on for as long as it is told to go on, and waits for
	 * the last answer.
	 * @return how far it fell behind those times at most: for as long it was held up
	 * itself, whatever the system did
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public Duration post(Payments payments, BooleanSupplier goOn) throws InterruptedException {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		CompletableFuture<?> all = CompletableFuture.completedFuture(null);
		long due = System.nanoTime();
		long behind = 0;
		long number = 0;
		while (goOn.getAsBoolean() && failure.get() == null) {
			behind = Math.max(behind, System.nanoTime() - due);
			Event event = payments.event(number++);
			CompletableFuture<?> post = this.posts.post(event)
				.whenComplete((answer, ex) -> failure.compareAndSet(null, ex));
			all = all.isDone() ? post : all.thenCombine(post, (one, other) -> other);
			due += (long) (-Math.log(1 - this.random.nextDouble()) / this.rate * TimeUnit.SECONDS.toNanos(1));
			awaitNanoTime(due);
		}
		all.handle((answer, ex) -> null).join();
		if (failure.get() != null) {
			throw new IllegalStateException("The load has a defect", failure.get());
		}
		return Duration.ofNanos(behind);
	}

	private static void awaitNanoTime(long due) throws InterruptedException {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			LockSupport.parkNanos(left);
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
		}
	}

}
