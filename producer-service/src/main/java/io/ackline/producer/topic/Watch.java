package io.ackline.producer.topic;

import java.time.Duration;

import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Looks at something again and again, from the start to the stop of the service, on a
 * thread of its own.
 */
abstract class Watch implements SmartLifecycle {

	private final String name;

	private volatile @Nullable Thread thread;

	/**
	 * Creates a watch.
	 * @param name the name of its thread
	 */
	Watch(String name) {
		this.name = name;
	}

	/**
	 * Looks once.
	 * @return how long to wait before the next look
	 */
	abstract Duration look();

	@Override
	public void start() {
		Thread started = new Thread(this::watch, this.name);
		started.setDaemon(true);
		this.thread = started;
		started.start();
	}

	@Override
	public void stop() {
		Thread stopped = this.thread;
		this.thread = null;
		if (stopped != null) {
			stopped.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	private void watch() {
		try {
			while (isRunning()) {
				Thread.sleep(look().toMillis());
			}
		}
		catch (InterruptedException | InterruptException ex) {
			Thread.currentThread().interrupt(); // stopped
		}
	}

}
