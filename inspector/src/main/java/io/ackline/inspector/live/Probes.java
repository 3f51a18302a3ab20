package io.ackline.inspector.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has every probe look while somebody watches, and rest while nobody does.
 */
@Component
class Probes implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Probes.class);

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final List<ScheduledFuture<?>> looks = new ArrayList<>();

	private final List<Probe> probes;

	private final Board board;

	private volatile boolean running;

	private final ScheduledThreadPoolExecutor threads;

	Probes(List<Probe> probes, Board board) {
		this.probes = probes;
		this.board = board;
		this.threads = new ScheduledThreadPoolExecutor(probes.size(), (task) -> {
			Thread thread = new Thread(task, "probe");
			thread.setDaemon(true);
			return thread;
		});
	}

	@Override
	public void start() {
		for (Probe probe : this.probes) {
			this.looks.add(this.threads.scheduleWithFixedDelay(() -> look(probe), 0, probe.interval().toMillis(),
					TimeUnit.MILLISECONDS));
		}
		this.running = true;
	}

	private void look(Probe probe) {
		if (!this.board.isWatched()) {
			return;
		}
		try {
			probe.look();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			if (this.told.add(probe.getClass().getSimpleName() + ex.getClass().getName())) {
				logger.warn("{} could not look", probe.getClass().getSimpleName(), ex);
			}
		}
	}

	@Override
	public void stop() {
		this.looks.forEach((look) -> look.cancel(true));
		this.threads.shutdownNow();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
