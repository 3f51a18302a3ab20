package io.ackline.workbench.load;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;

/**
 * How long a client waits for a word at the most, while an answer comes in parts. That
 * its status has come says nothing of any event yet.
 */
final class Wait {

	private long since;

	private long longest;

	/**
	 * Begins to wait.
	 * @param now a time, in nanoseconds
	 */
	Wait(long now) {
		this.since = now;
	}

	/**
	 * Notes that a part has come.
	 */
	synchronized void heard(long now) {
		this.longest = Math.max(this.longest, now - this.since);
		this.since = now;
	}

	/**
	 * Returns the longest time without a part, in nanoseconds.
	 */
	synchronized long longest() {
		return this.longest;
	}

	/**
	 * Returns what reads a body as a whole and notes when its parts come.
	 */
	BodyHandler<byte[]> body() {
		return (head) -> {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			return BodySubscribers.mapping(BodySubscribers.ofByteArrayConsumer((part) -> {
				heard(System.nanoTime());
				part.ifPresent(body::writeBytes);
			}), (end) -> body.toByteArray());
		};
	}

}
