package io.ackline.cluster.process;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A program of the cluster over all its lives: started, stopped, killed, paused, resumed
 * and started again from the same {@link ChildSpec}.
 */
public final class Child {

	private static final int TAIL = 12;

	private final ChildSpec spec;

	private final Ledger ledger;

	private final UnaryOperator<ChildSpec> around;

	// Written under the lock, read without it: a status must not wait for a slow stop.
	private volatile @Nullable Process process;

	private volatile @Nullable Instant since;

	private volatile boolean paused;

	// How it counts once it runs no more.
	private volatile State end = State.STOPPED;

	private volatile long logStart;

	public Child(ChildSpec spec, Ledger ledger) {
		this(spec, ledger, UnaryOperator.identity());
	}

	/**
	 * Creates a child that does not run yet.
	 * @param around makes of the spec the one that is started, each time
	 */
	public Child(ChildSpec spec, Ledger ledger, UnaryOperator<ChildSpec> around) {
		this.spec = spec;
		this.ledger = ledger;
		this.around = around;
	}

	/**
	 * Starts the program and returns without waiting for it to be of use.
	 * @throws ClusterFailure if it runs already or its program is not there
	 */
	public synchronized void start() {
		if (isAlive()) {
			throw new ClusterFailure(name() + " is " + state().word() + " already");
		}
		this.logStart = log().length();
		Process started = Spawner.spawn(this.around.apply(this.spec));
		this.process = started;
		this.since = Instant.now();
		this.paused = false;
		this.end = State.DIED;
		this.ledger.add(name(), Set.of(started.toHandle()));
	}

	/**
	 * Asks the program to stop, resumes it if it is paused, and returns when it has.
	 * Kills it when it takes longer than its spec allows. Does nothing if it does not
	 * run.
	 * @return whether it stopped by itself
	 */
	public synchronized boolean stop() {
		Process running = this.process;
		if (running == null || !running.isAlive()) {
			return true;
		}
		if (this.paused) {
			resume();
		}
		this.end = State.STOPPED;
		Set<ProcessHandle> tree = Set.copyOf(tree().processes());
		this.spec.stopSignal().send(List.of(running.toHandle()));
		boolean inTime = ended(running) && ProcessTree.awaitEnd(tree, this.spec.patience());
		if (!inTime) {
			Signal.KILL.send(tree);
			kill(tree());
		}
		this.ledger.remove(name());
		return inTime;
	}

	/**
	 * Kills the program and all processes that it has started, and returns when they are
	 * gone.
	 * @throws ClusterFailure if it does not run
	 */
	public synchronized void kill() {
		requireAlive();
		this.end = State.KILLED;
		this.paused = false;
		kill(tree());
		this.ledger.remove(name());
	}

	/**
	 * Stops the program and all processes that it has started where they stand.
	 * @throws ClusterFailure if it does not run
	 */
	public synchronized void pause() {
		requireAlive();
		Set<ProcessHandle> stopped = tree().pause();
		this.paused = true;
		this.ledger.add(name(), stopped);
		// A paused process does not notice that its parent has died.
		stopped.forEach(Spawner.watchdog()::watch);
	}

	/**
	 * Lets the program go on.
	 * @throws ClusterFailure if it does not run or is not paused
	 */
	public synchronized void resume() {
		requireAlive();
		if (!this.paused) {
			throw new ClusterFailure(name() + " is not paused");
		}
		ProcessTree tree = tree();
		tree.resume();
		this.paused = false;
		tree.root().descendants().forEach(Spawner.watchdog()::forget);
	}

	public String name() {
		return this.spec.name();
	}

	public LogFile log() {
		return new LogFile(this.spec.log());
	}

	/**
	 * Returns the last lines of the log of its current or last life.
	 */
	public List<String> tail(int lines) {
		return log().tail(lines, this.logStart);
	}

	public State state() {
		if (isAlive()) {
			return this.paused ? State.PAUSED : State.RUNNING;
		}
		return this.end;
	}

	public boolean isAlive() {
		Process current = this.process;
		return current != null && current.isAlive();
	}

	public OptionalLong pid() {
		Process current = this.process;
		return (current != null && current.isAlive()) ? OptionalLong.of(current.pid()) : OptionalLong.empty();
	}

	/**
	 * Returns when the program was last started, null if it never was.
	 */
	public @Nullable Instant since() {
		return this.since;
	}

	/**
	 * Describes why the program is not running although nobody stopped it: its exit
	 * status, the last lines of its log and where the rest is.
	 */
	public ClusterFailure failure() {
		Process current = this.process;
		String status = (current != null && !current.isAlive()) ? " (exit status " + current.exitValue() + ")" : "";
		StringBuilder message = new StringBuilder(
				name() + " died at start" + status + ". Its log, " + this.spec.log() + ", ends with:");
		tail(TAIL).forEach((line) -> message.append("\n  ").append(line));
		return new ClusterFailure(message.toString());
	}

	private void kill(ProcessTree tree) {
		tree.kill().forEach(Spawner.watchdog()::forget);
		Process killed = this.process;
		if (killed != null) {
			// Its handle is gone a moment before it counts as ended itself.
			ended(killed);
		}
	}

	private boolean ended(Process running) {
		try {
			return running.waitFor(this.spec.patience().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private ProcessTree tree() {
		Process running = this.process;
		if (running == null) {
			throw new IllegalStateException(name() + " was never started");
		}
		return new ProcessTree(running.toHandle());
	}

	private void requireAlive() {
		if (!isAlive()) {
			throw new ClusterFailure(name() + " is not running; start it first");
		}
	}

	/**
	 * What a child is doing.
	 */
	public enum State {

		RUNNING, PAUSED,

		/** Not started, or asked to end. */
		STOPPED,

		/** Ended by {@link Child#kill()}. */
		KILLED,

		/** Ended by itself. */
		DIED;

		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
