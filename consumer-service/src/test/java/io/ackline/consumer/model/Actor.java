package io.ackline.consumer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A thread of the consumer that stops before each of its statements, until it is told to
 * go on.
 */
final class Actor implements AutoCloseable {

	private static final ThreadLocal<Actor> current = new ThreadLocal<>();

	private final String name;

	private final Thread thread;

	private final List<Session> sessions = new ArrayList<>();

	private State state = State.IDLE;

	private String doing = "";

	private Runnable work = () -> {
	};

	private Fault fault = Fault.NONE;

	private boolean crashed;

	private boolean disturbed;

	Actor(String name) {
		this.name = name;
		this.thread = new Thread(this::act, name);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Returns the actor whose thread the current one is, or {@code null}.
	 */
	static Actor current() {
		return current.get();
	}

	private void act() {
		current.set(this);
		try {
			while (true) {
				perform(await());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized Runnable await() throws InterruptedException {
		while (this.state != State.RUNNING) {
			wait();
		}
		return this.work;
	}

	private void perform(Runnable work) {
		try {
			work.run();
		}
		catch (Crashed ex) {
			// As was intended.
		}
		finally {
			synchronized (this) {
				this.state = State.IDLE;
				this.doing = "";
				notifyAll();
			}
		}
	}

	/**
	 * Has work begun, up to its first statement.
	 */
	synchronized void begin(Runnable work) {
		this.work = work;
		this.crashed = false;
		this.disturbed = false;
		this.fault = Fault.NONE;
		this.state = State.RUNNING;
		notifyAll();
	}

	/**
	 * Has the statement before which it has stopped executed, or whatever else happens,
	 * and what follows up to the next.
	 */
	synchronized void goOn(Fault fault) {
		this.fault = fault;
		this.disturbed |= fault != Fault.NONE;
		this.crashed |= fault == Fault.CRASH;
		this.state = State.RUNNING;
		notifyAll();
	}

	/**
	 * Notes that something happened to it while it waits for the database.
	 */
	synchronized void disturb(boolean crash) {
		this.disturbed = true;
		this.crashed |= crash;
	}

	/**
	 * Waits until it has stopped, for a while.
	 * @return whether it has
	 */
	synchronized boolean hasStopped(long millis) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		long left = millis;
		while (this.state == State.RUNNING && left > 0) {
			wait(left);
			left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
		}
		return this.state != State.RUNNING;
	}

	/**
	 * Stops the current thread before what it is about to do.
	 * @return what is to happen to it
	 */
	synchronized Fault stop(String doing) {
		check();
		this.doing = doing;
		this.state = State.STOPPED;
		notifyAll();
		try {
			while (this.state != State.RUNNING) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Crashed();
		}
		check();
		return this.fault;
	}

	/**
	 * Ends the current thread's work if its process was killed.
	 */
	synchronized void check() {
		if (this.crashed) {
			throw new Crashed();
		}
	}

	synchronized boolean isCrashed() {
		return this.crashed;
	}

	/**
	 * Returns whether anything has happened to it since its work began.
	 */
	synchronized boolean isDisturbed() {
		return this.disturbed;
	}

	synchronized boolean isIdle() {
		return this.state == State.IDLE;
	}

	synchronized boolean isStopped() {
		return this.state == State.STOPPED;
	}

	synchronized boolean isStoppedAt(String doing) {
		return this.state == State.STOPPED && this.doing.equals(doing);
	}

	synchronized String doing() {
		return this.doing;
	}

	synchronized void opened(Session session) {
		this.sessions.add(session);
	}

	synchronized void closed(Session session) {
		this.sessions.remove(session);
	}

	synchronized List<Session> sessions() {
		return List.copyOf(this.sessions);
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

	@Override
	public String toString() {
		return this.name;
	}

	private enum State {

		IDLE, RUNNING, STOPPED

	}

}
