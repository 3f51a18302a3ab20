package io.ackline.workbench.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import org.HdrHistogram.Histogram;

/**
 * What a load counts, all on one thread: requests that were answered, and latencies of
 * those that were due, between the end of the warm-up and the end of the turn.
 */
final class Turn {

	private static final long HIGHEST = TimeUnit.MINUTES.toNanos(2);

	private static final OperatingSystemMXBean MACHINE = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private final Histogram latencies = new Histogram(HIGHEST, 3);

	private final CompletableFuture<Turn> done = new CompletableFuture<>();

	private final long created = System.nanoTime();

	private final long cpuBefore = MACHINE.getProcessCpuTime();

	private final HttpTarget target;

	private final long begin;

	private final long end;

	private long sent;

	private long inFlight;

	private long answered;

	private long failed;

	private int lastFailure;

	private double loadShare;

	Turn(HttpTarget target, Duration warmUp, Duration turn) {
		this.target = target;
		this.begin = this.created + warmUp.toNanos();
		this.end = this.begin + turn.toNanos();
	}

	boolean isOver(long now) {
		return now - this.end >= 0;
	}

	/**
	 * Counts a request that is sent.
	 * @return its number, from 0
	 */
	long count() {
		this.inFlight++;
		return this.sent++;
	}

	/**
	 * Counts an answer.
	 * @param due when the request was to be sent
	 * @param now when the answer was there
	 * @param status the answer's status, 0 if there was none
	 */
	void end(long due, long now, int status) {
		this.inFlight--;
		if (status != this.target.status()) {
			this.failed++;
			this.lastFailure = status;
		}
		else if (isIn(now)) {
			this.answered++;
		}
		if (isIn(due)) {
			this.latencies.recordValue(Math.min(now - due, HIGHEST));
		}
		endIfOver(now);
	}

	/**
	 * Ends the turn if its time is over and nothing is on its way.
	 */
	void endIfOver(long now) {
		if (this.inFlight == 0 && isOver(now)) {
			this.done.complete(this);
		}
	}

	private boolean isIn(long time) {
		return time - this.begin >= 0 && time - this.end < 0;
	}

	/**
	 * Waits for the last answer.
	 * @throws IllegalStateException if an answer was not the expected one: what is
	 * measured is work that is done
	 */
	Turn await() {
		long patience = this.end - this.created + TimeUnit.MINUTES.toNanos(1);
		this.done.orTimeout(patience, TimeUnit.NANOSECONDS).join();
		this.loadShare = (double) (MACHINE.getProcessCpuTime() - this.cpuBefore)
				/ ((System.nanoTime() - this.created) * MACHINE.getAvailableProcessors());
		if (this.failed > 0) {
			throw new IllegalStateException("%d requests to %s were not answered %d; the last of them: %s".formatted(
					this.failed, this.target.uri(), this.target.status(),
					(this.lastFailure != 0) ? this.lastFailure : "no answer"));
		}
		return this;
	}

	/**
	 * Returns how many requests were sent, in the warm-up, too.
	 */
	long sent() {
		return this.sent;
	}

	/**
	 * Returns when the warm-up was over, of {@link System#nanoTime()}.
	 */
	long begin() {
		return this.begin;
	}

	/**
	 * Returns events a second.
	 */
	double rate() {
		return this.answered * this.target.events() * 1e9 / (this.end - this.begin);
	}

	/**
	 * Returns the latency that a part of the requests was within, in milliseconds.
	 */
	double latency(double percentile) {
		return this.latencies.getValueAtPercentile(percentile) / 1e6;
	}

	/**
	 * Returns how much of the machine's processors the load itself took, from 0 to 1.
	 */
	double loadShare() {
		return this.loadShare;
	}

}
