package io.ackline.workbench.load;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * A load by a fixed number of clients, each of which posts its next event when the one
 * before has been answered for good: the system sets the pace.
 */
public final class ClosedLoop {

	private final Posts posts;

	private final int clients;

	public ClosedLoop(Posts posts, int clients) {
		this.posts = posts;
		this.clients = clients;
	}

	/**
	 * Posts the events and waits for the last answer.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public void post(Stream<Event> events) throws InterruptedException {
		Semaphore idle = new Semaphore(this.clients);
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		for (Event event : (Iterable<Event>) events::iterator) {
			idle.acquire();
			var unused = this.posts.post(event).whenComplete((answer, ex) -> {
				failure.compareAndSet(null, ex);
				idle.release();
			});
		}
		idle.acquire(this.clients);
		if (failure.get() != null) {
			throw new IllegalStateException("The load has a defect", failure.get());
		}
	}

}
