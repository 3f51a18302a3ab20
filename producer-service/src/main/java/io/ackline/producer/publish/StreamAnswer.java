package io.ackline.producer.publish;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ackline.producer.publish.PublishResult.NotStored;
import io.ackline.producer.publish.PublishResult.Stored;
import io.ackline.producer.web.Problem;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a stream, written on a thread of its own while the stream is still being
 * read, in the order of the lines. A window bounds how far reading may be ahead of it. It
 * ends when writing fails, which it does if the client stops reading for longer than the
 * server's time for that.
 */
final class StreamAnswer {

	private static final int WINDOW = 1024;

	private static final long THROUGH_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long OFFER_MILLIS = 100;

	private final JsonMapper json;

	private final StreamParameters parameters;

	private final OutputStream out;

	private final BlockingQueue<Settling> window = new ArrayBlockingQueue<>(WINDOW);

	private volatile boolean enough;

	private volatile boolean broken;

	private boolean dirty;

	private long accepted;

	private long failed;

	private long settled;

	private long told;

	private long toldAt = System.nanoTime();

	StreamAnswer(OutputStream out, JsonMapper json, StreamParameters parameters) {
		this.out = new BufferedOutputStream(out);
		this.json = json;
		this.parameters = parameters;
	}

	/**
	 * Returns whether the stream need not be read on.
	 */
	boolean ended() {
		return this.enough || this.broken;
	}

	/**
	 * Takes the outcome of a line on, and waits while the window is full.
	 */
	void add(long line, CompletableFuture<PublishResult> result) throws InterruptedException {
		put(new Settling(line, result, null));
	}

	/**
	 * Ends the answer, once all lines are settled.
	 * @param reason why the stream was not read to its end, or {@code null} if it was
	 */
	void end(@Nullable ProblemException reason) throws InterruptedException {
		put(new Settling(-1, CompletableFuture.failedFuture(new IllegalStateException("The end is no line")), reason));
	}

	/**
	 * Writes until the end. The status goes out first, since what becomes of the body
	 * cannot change it then, and the end is written here, since Tomcat breaks off an
	 * answer whose request did.
	 * @throws IOException if the client is gone or does not read
	 */
	void write() throws IOException, InterruptedException {
		try {
			this.out.flush();
			Settling next = next();
			while (!next.isEnd()) {
				if (!next.result().isDone()) {
					flush();
				}
				settle(next.line(), next.result().join());
				tellThrough();
				next = next();
			}
			writeSummary(next.reason());
			this.out.close();
		}
		finally {
			this.broken = true; // nobody waits for a place in the window any more
		}
	}

	private void put(Settling settling) throws InterruptedException {
		while (!this.broken && !this.window.offer(settling, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
			// try again, unless the answer has broken off
		}
	}

	private Settling next() throws IOException, InterruptedException {
		Settling next = this.window.poll();
		while (next == null) {
			flush();
			next = this.window.poll(THROUGH_NANOS, TimeUnit.NANOSECONDS);
			tellThrough();
		}
		return next;
	}

	private void settle(long line, PublishResult result) throws IOException {
		this.settled = line;
		if (result instanceof Stored stored) {
			this.accepted++;
			if (this.parameters.allResults()) {
				writeLine(new StoredLine(line, stored.status(), stored));
			}
			return;
		}
		this.failed++;
		writeLine(new FailedLine(line, ((NotStored) result).problem()));
		if (this.failed >= this.parameters.maxFailures()) {
			this.enough = true;
		}
	}

	private void tellThrough() throws IOException {
		long now = System.nanoTime();
		if (this.settled > this.told && now - this.toldAt >= THROUGH_NANOS) {
			writeLine(new Through(this.settled));
			flush();
			this.told = this.settled;
			this.toldAt = now;
		}
	}

	private void writeSummary(@Nullable ProblemException reason) throws IOException {
		if (reason != null) {
			writeLine(new Summary(this.accepted, this.failed, this.settled, reason.problem()));
		}
		else if (this.enough) {
			writeLine(new Summary(this.accepted, this.failed, this.settled,
					ProblemType.TOO_MANY_FAILURES
						.problem("%d events failed, max-failures is %d: what follows line %d was not taken."
							.formatted(this.failed, this.parameters.maxFailures(), this.settled))));
		}
		else {
			writeLine(new Summary(this.accepted, this.failed, null, null));
		}
	}

	private void writeLine(Object line) throws IOException {
		this.out.write(this.json.writeValueAsBytes(line));
		this.out.write('\n');
		this.dirty = true;
	}

	private void flush() throws IOException {
		if (this.dirty) {
			this.out.flush();
			this.dirty = false;
		}
	}

	private record Settling(long line, CompletableFuture<PublishResult> result, @Nullable ProblemException reason) {

		boolean isEnd() {
			return this.line < 0;
		}

	}

	private record StoredLine(long line, int status, @JsonUnwrapped Stored stored) {

	}

	private record FailedLine(long line, @JsonUnwrapped Problem problem) {

	}

	private record Through(long through) {

	}

	@JsonInclude(JsonInclude.Include.NON_NULL)
	private record Summary(long accepted, long failed, @Nullable Long through, @Nullable Problem problem) {

	}

}
