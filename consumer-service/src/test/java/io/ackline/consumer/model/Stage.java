package io.ackline.consumer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The actors of a run, of which one at a time takes a step. After each step all of them
 * stand still: each is idle, has stopped before a statement, or waits in the database for
 * another one.
 */
final class Stage {

	private static final long PATIENCE_MILLIS = 20_000;

	private final Database database;

	private final List<Actor> actors = new ArrayList<>();

	private final List<String> trace = new ArrayList<>();

	private int crashes;

	Stage(Database database) {
		this.database = database;
	}

	Actor enter(String name) {
		Actor actor = new Actor(name);
		this.actors.add(actor);
		return actor;
	}

	List<Actor> stopped() {
		return this.actors.stream().filter(Actor::isStopped).toList();
	}

	List<Actor> stoppedAt(String doing) {
		return this.actors.stream().filter((actor) -> actor.isStoppedAt(doing)).toList();
	}

	List<Actor> waiting() {
		return this.actors.stream().filter((actor) -> !actor.isIdle() && !actor.isStopped()).toList();
	}

	void begin(Actor actor, String what, Runnable work) {
		note(actor, what);
		actor.begin(work);
		awaitStandstill(actor);
	}

	/**
	 * Has an actor that has stopped take one step.
	 */
	void step(Actor actor) {
		note(actor, actor.doing());
		actor.goOn(Fault.NONE);
		awaitStandstill(actor);
	}

	/**
	 * Has something happen to an actor that has stopped.
	 */
	void strike(Actor actor, Fault fault) {
		note(actor, fault + " at: " + actor.doing());
		this.crashes += (fault == Fault.CRASH) ? 1 : 0;
		if (fault != Fault.ANSWER_LOST) {
			actor.sessions().forEach(this.database::end);
		}
		actor.goOn(fault);
		awaitStandstill(actor);
	}

	/**
	 * Has the statement with which an actor waits in the database fail.
	 */
	void cancel(Actor actor) {
		note(actor, "TIMEOUT");
		actor.disturb(false);
		actor.sessions().forEach(this.database::cancel);
		awaitStandstill(actor);
	}

	/**
	 * Kills an actor that waits in the database.
	 */
	void kill(Actor actor) {
		note(actor, "CRASH while it waits");
		this.crashes++;
		actor.disturb(true);
		actor.sessions().forEach(this.database::end);
		awaitStandstill(actor);
	}

	/**
	 * Has all actors take steps in turn until all are idle.
	 */
	void finish() {
		while (!stopped().isEmpty() || someoneGetsOn()) {
			stopped().forEach((actor) -> {
				if (actor.isStopped()) {
					step(actor);
				}
			});
		}
		if (!waiting().isEmpty()) {
			throw new IllegalStateException("They wait for one another: " + waiting());
		}
	}

	/**
	 * Returns whether someone who waits in the database gets on by himself: what he waits
	 * for may have just gone.
	 */
	private boolean someoneGetsOn() {
		long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
		while (!waiting().isEmpty() && stopped().isEmpty() && System.nanoTime() < end) {
			waiting().stream().limit(1).forEach((actor) -> hasStopped(actor, 5));
		}
		return !stopped().isEmpty();
	}

	/**
	 * Kills whoever is at work, and sends all home.
	 */
	void clear() {
		for (Actor actor : this.actors) {
			if (actor.isStopped()) {
				strike(actor, Fault.CRASH);
			}
		}
		waiting().forEach(this::kill);
		this.actors.forEach(Actor::close);
		this.actors.clear();
	}

	private void awaitStandstill(Actor acting) {
		for (Actor actor : this.actors) {
			long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
			boolean waiting = !hasStopped(actor, actor.equals(acting) ? 2 : 0) && isWaiting(actor);
			while (!waiting && !hasStopped(actor, 1)) {
				waiting = isWaiting(actor);
				if (System.nanoTime() > end) {
					throw new IllegalStateException(
							"%s does not come to a stop after: %s".formatted(actor, actor.doing()));
				}
			}
		}
	}

	private boolean isWaiting(Actor actor) {
		return actor.sessions().stream().anyMatch(this.database::isWaiting);
	}

	private static boolean hasStopped(Actor actor, long millis) {
		try {
			return actor.hasStopped(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns how many processes were killed.
	 */
	int crashes() {
		return this.crashes;
	}

	void note(Object who, String what) {
		this.trace.add(who + ": " + what);
	}

	List<String> trace() {
		return this.trace;
	}

}
