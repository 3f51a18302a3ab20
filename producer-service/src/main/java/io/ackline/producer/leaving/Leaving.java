package io.ackline.producer.leaving;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes the service out of use step by step. When it is asked to stop, Spring Boot turns
 * its readiness first. Then it serves on for the drain delay and asks its clients to
 * connect anew, so that a balancer can lead them elsewhere; then it refuses new work
 * until what is in flight is done and nobody has come for a moment. Clients that come
 * again at once, all the time, are answered until the port is closed, those that came
 * before that, too. Only then the web server stops, and Kafka's producers flush what they
 * have.
 */
@Component
public class Leaving implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Leaving.class);

	private static final Duration QUIET = Duration.ofMillis(250);

	/**
	 * How long clients are waited for that come again at once.
	 */
	private static final Duration LONGEST_UNQUIET = Duration.ofSeconds(2);

	/**
	 * How long work is waited for; what takes longer is the web server's to wait for.
	 */
	private static final Duration LONGEST_WORK = Duration.ofSeconds(10);

	private static final Duration STEP = Duration.ofMillis(10);

	private final Duration drainDelay;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final Port port;

	private final AtomicInteger inFlight = new AtomicInteger();

	private volatile boolean running;

	private volatile boolean draining;

	private volatile boolean refusing;

	private volatile long lastRefused;

	Leaving(LeavingProperties properties, Port port) {
		this.drainDelay = properties.drainDelay();
		this.port = port;
	}

	/**
	 * Returns whether new work is refused. What takes long, such as a stream, ends early
	 * then.
	 */
	public boolean isRefusing() {
		return this.refusing;
	}

	/**
	 * Takes on what ends work that would take long. It is run once new work is refused.
	 */
	public void whenRefusing(Runnable listener) {
		this.listeners.add(listener);
	}

	boolean isDraining() {
		return this.draining;
	}

	/**
	 * Counts a request in, unless new work is refused.
	 * @return whether it was counted in, and is to be counted out by {@link #leave()}
	 */
	boolean enter() {
		this.inFlight.incrementAndGet();
		if (this.refusing) {
			leave();
			this.lastRefused = System.nanoTime();
			return false;
		}
		return true;
	}

	void leave() {
		this.inFlight.decrementAndGet();
	}

	@Override
	public void start() {
		this.draining = false;
		this.refusing = false;
		this.running = true;
	}

	@Override
	public void stop() {
		try {
			log.info("Leaving: no longer ready, serving for another {} ms", this.drainDelay.toMillis());
			this.draining = true;
			Thread.sleep(this.drainDelay.toMillis());
			refuse();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.refusing = true;
		this.running = false;
	}

	private void refuse() throws InterruptedException {
		long begin = System.nanoTime();
		this.lastRefused = begin;
		this.refusing = true;
		this.listeners.forEach(Runnable::run);
		while ((this.inFlight.get() > 0 && isWithin(LONGEST_WORK, begin))
				|| (isUnquiet() && isWithin(LONGEST_UNQUIET, begin))) {
			Thread.sleep(STEP.toMillis());
		}
		long end = System.nanoTime();
		this.port.close();
		while (isUnquiet() && isWithin(LONGEST_UNQUIET, end)) {
			Thread.sleep(STEP.toMillis());
		}
		log.info("Leaving: {} requests are in flight", this.inFlight.get());
	}

	private boolean isUnquiet() {
		return isWithin(QUIET, this.lastRefused);
	}

	private static boolean isWithin(Duration duration, long since) {
		return System.nanoTime() - since < duration.toNanos();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Before everything else is stopped, and with it the web server.
	 */
	@Override
	public int getPhase() {
		return SmartLifecycle.DEFAULT_PHASE;
	}

	/**
	 * Leaving is for good.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
