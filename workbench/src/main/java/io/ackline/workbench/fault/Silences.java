package io.ackline.workbench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.process.Child;
import io.ackline.workbench.evidence.Span;

/**
 * Watches when producers are stopped where they stand and cannot answer.
 */
final class Silences implements AutoCloseable {

	private static final Duration STEP = Duration.ofMillis(20);

	private final List<Span> ended = new ArrayList<>();

	private final Map<String, Long> begun = new HashMap<>();

	private final Thread thread = new Thread(this::watch, "silences");

	private final Rig rig;

	Silences(Rig rig) {
		this.rig = rig;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	private void watch() {
		while (!Thread.currentThread().isInterrupted()) {
			look();
			try {
				Thread.sleep(STEP.toMillis());
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private synchronized void look() {
		for (String producer : this.rig.everyProducer()) {
			boolean silent = this.rig.cluster().node(producer).child().state() == Child.State.PAUSED;
			if (silent) {
				this.begun.putIfAbsent(producer, System.nanoTime());
			}
			else if (this.begun.containsKey(producer)) {
				this.ended.add(new Span(this.begun.remove(producer), System.nanoTime()));
			}
		}
	}

	/**
	 * Returns the times so far.
	 */
	synchronized List<Span> spans() {
		List<Span> spans = new ArrayList<>(this.ended);
		this.begun.values().forEach((from) -> spans.add(new Span(from, System.nanoTime())));
		return spans;
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

}
