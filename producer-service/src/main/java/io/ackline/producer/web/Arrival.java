package io.ackline.producer.web;

import java.time.Duration;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * When a request arrived, which may be long before one of the server's threads looks at
 * it: the deadline of its answer does not wait for that thread.
 */
public final class Arrival {

	private static final String ATTRIBUTE = Arrival.class.getName();

	/**
	 * When the server saw what the thread is working on.
	 */
	private static final ThreadLocal<@Nullable Long> SEEN = new ThreadLocal<>();

	private final long seen;

	private final long looked;

	private long reading;

	private Arrival(long seen, long looked) {
		this.seen = seen;
		this.looked = looked;
	}

	/**
	 * Returns work for one of the server's threads that knows when the server saw that it
	 * is to be done, which is now.
	 */
	static Runnable seenNow(Runnable work) {
		Long now = System.nanoTime();
		return () -> {
			SEEN.set(now);
			work.run();
		};
	}

	/**
	 * Notes the arrival of the request that the thread begins to look at. A thread that
	 * finds another request on the same connection when it has answered one has seen that
	 * one only now.
	 */
	static Arrival note(HttpServletRequest request) {
		long now = System.nanoTime();
		Long seen = SEEN.get();
		SEEN.remove();
		Arrival arrival = new Arrival((seen != null) ? seen : now, now);
		request.setAttribute(ATTRIBUTE, arrival);
		return arrival;
	}

	/**
	 * Returns the arrival of a request.
	 */
	public static Arrival of(HttpServletRequest request) {
		return (Arrival) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "not noted");
	}

	/**
	 * Returns how long the request waited for a thread to look at it.
	 */
	Duration waited() {
		return Duration.ofNanos(this.looked - this.seen);
	}

	/**
	 * Adds to what was spent in reading the request's body, which is to say, in waiting
	 * for the client.
	 */
	void read(long nanos) {
		this.reading += nanos;
	}

	/**
	 * Returns when the last byte of the body that was read had arrived, or somewhat
	 * earlier, of {@link System#nanoTime()}.
	 */
	public long complete() {
		return this.seen + this.reading;
	}

}
