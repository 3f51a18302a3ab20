package io.ackline.consumer.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run of a script: actors take steps and things happen to them as its choices say;
 * then nothing happens any more, and all has to come to its end.
 */
final class Run {

	private static final int ROUNDS_TO_SETTLE = 300;

	private final Set<String> findings = Collections.synchronizedSet(new TreeSet<>());

	private final Database database;

	private final Logs logs;

	private final Stage stage;

	private final Cast cast;

	private Observed last;

	Run(Database database, List<Instance> instances, Logs logs) {
		this.database = database;
		this.logs = logs;
		this.stage = new Stage(database);
		this.cast = new Cast(this.stage, instances, logs, this.findings::add);
		this.last = observed();
	}

	/**
	 * Plays a script.
	 * @return what was found to be wrong
	 */
	Set<String> play(Script script) {
		try {
			for (Choice choice : script.choices()) {
				make(choice);
				check();
				if (!this.findings.isEmpty()) {
					return this.findings;
				}
			}
			settle();
		}
		catch (IllegalStateException ex) {
			this.findings.add("stuck: " + ex.getMessage());
		}
		finally {
			this.stage.clear();
		}
		return this.findings;
	}

	List<String> trace() {
		return this.stage.trace();
	}

	private void make(Choice choice) {
		int what = choice.what();
		if (what < 38) {
			step(choice);
		}
		else if (what < 56) {
			this.stage.note("log", this.logs.append(new Dice(choice.how())).toString());
		}
		else if (what < 76) {
			among(this.stage.stopped(), choice, (actor) -> runOn(actor, choice.how() % 2 == 1));
		}
		else if (what < 84) {
			pass(choice.how() % 2 == 0 ? "70 seconds" : "15 minutes");
		}
		else {
			strike(choice);
		}
	}

	private void strike(Choice choice) {
		int what = choice.what();
		if (what < 87) {
			among(this.stage.stopped(), choice, (actor) -> this.stage.strike(actor, Fault.CRASH));
		}
		else if (what < 90) {
			among(this.stage.stopped(), choice, (actor) -> this.stage.strike(actor, Fault.SESSION_ENDED));
		}
		else if (what < 94) {
			among(this.stage.stoppedAt(SteppedDataSource.COMMIT), choice,
					(actor) -> this.stage.strike(actor, Fault.ANSWER_LOST));
		}
		else if (what < 97) {
			among(this.stage.waiting(), choice, this.stage::cancel);
		}
		else {
			among(this.stage.waiting(), choice, this.stage::kill);
		}
	}

	private static <T> void among(List<T> all, Choice choice, Consumer<T> action) {
		if (!all.isEmpty()) {
			action.accept(all.get(choice.who() % all.size()));
		}
	}

	private void step(Choice choice) {
		Player player = this.cast.choose(choice.who());
		if (player.actor().isIdle()) {
			begin(player, choice.how());
		}
		else if (player.actor().isStopped()) {
			this.stage.step(player.actor());
		}
	}

	private void begin(Player player, int how) {
		Player.Work work = player.part().apply(new Dice(how));
		this.stage.begin(player.actor(), work.what(), work.action());
	}

	/**
	 * Has an actor take steps to the end of its work, or up to its next commit.
	 */
	private void runOn(Actor actor, boolean toCommit) {
		while (actor.isStopped() && !(toCommit && actor.isStoppedAt(SteppedDataSource.COMMIT))) {
			this.stage.step(actor);
			check();
		}
	}

	private void pass(String time) {
		this.stage.note("time", time);
		this.database.pass(time);
	}

	private void settle() {
		this.stage.note("all", "come to their end");
		this.stage.finish();
		read();
		if (this.stage.crashes() < 2) {
			promises(observed()).waitForTheirOwnKeysOnly();
		}
		retry();
		this.logs.all().filter(this.logs::isHealed).forEach(this::reviveAgain);
		retry();
		promises(observed()).hold().areKept();
	}

	/**
	 * Has one listener read all partitions, assigned to it anew.
	 */
	private void read() {
		act(this.cast.listener(), Logs.PARTITIONS * 6 * 11);
		repeat((round) -> act(this.cast.listener(), round % Logs.PARTITIONS + Logs.PARTITIONS * 5), this::isRead);
	}

	private void retry() {
		repeat((round) -> {
			pass("15 minutes");
			act(this.cast.retrier(), 0);
		}, () -> observed().parkedKeys() == 0);
	}

	private void reviveAgain(Written written) {
		this.stage.begin(this.cast.operator().actor(), "retry " + written,
				() -> this.cast.operatorsWork().revive(written, this.logs));
		runOn(this.cast.operator().actor(), false);
	}

	private static void repeat(Consumer<Integer> action, BooleanSupplier end) {
		for (int round = 0; round < ROUNDS_TO_SETTLE && !end.getAsBoolean(); round++) {
			action.accept(round);
		}
	}

	private void act(Player player, int how) {
		begin(player, how);
		runOn(player.actor(), false);
	}

	private boolean isRead() {
		Observed observed = observed();
		return this.logs.isRead(0, observed.next(0)) && this.logs.isRead(1, observed.next(1));
	}

	private Observed observed() {
		return new Observed(this.database.snapshot());
	}

	private Promises promises(Observed observed) {
		return new Promises(this.logs, observed, this.stage.crashes(), this.findings::add);
	}

	/**
	 * Checks what is true at every moment, if something changed since the last time.
	 */
	private void check() {
		if (this.database.hasChanged()) {
			Observed observed = observed();
			promises(observed).hold();
			boolean moved = this.cast.hasMoved();
			for (int partition = 0; partition < Logs.PARTITIONS; partition++) {
				if (observed.next(partition) < this.last.next(partition) && !moved) {
					this.findings.add("back: %s went from %d to %d".formatted(this.logs.partition(partition),
							this.last.next(partition), observed.next(partition)));
				}
			}
			this.last = observed;
		}
	}

}
