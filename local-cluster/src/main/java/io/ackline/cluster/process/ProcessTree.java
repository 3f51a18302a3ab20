package io.ackline.cluster.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process with all that descend from it, signalled as one: PostgreSQL does its work in
 * processes of its own.
 */
record ProcessTree(ProcessHandle root) {

	List<ProcessHandle> processes() {
		return Stream.concat(Stream.of(this.root), this.root.descendants()).toList();
	}

	/**
	 * Stops every process where it stands and returns them. The root goes first, so that
	 * it starts no more while the others are found; one more look finds those that it had
	 * just started.
	 */
	Set<ProcessHandle> pause() {
		Signal.STOP.send(List.of(this.root));
		Set<ProcessHandle> stopped = new HashSet<>(List.of(this.root));
		for (List<ProcessHandle> found = fresh(stopped); !found.isEmpty(); found = fresh(stopped)) {
			Signal.STOP.send(found);
			stopped.addAll(found);
		}
		return stopped;
	}

	void resume() {
		Signal.CONT.send(this.root.descendants().toList());
		Signal.CONT.send(List.of(this.root));
	}

	/**
	 * Kills every process at once and returns them when they are gone.
	 */
	Set<ProcessHandle> kill() {
		Set<ProcessHandle> killed = pause();
		Signal.KILL.send(killed);
		awaitEnd(killed, Duration.ofSeconds(10));
		return killed;
	}

	private List<ProcessHandle> fresh(Set<ProcessHandle> known) {
		return this.root.descendants().filter((process) -> !known.contains(process)).toList();
	}

	static boolean awaitEnd(Set<ProcessHandle> processes, Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		while (processes.stream().anyMatch(KernelView::runs)) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			try {
				TimeUnit.MILLISECONDS.sleep(10);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
		return true;
	}

}
