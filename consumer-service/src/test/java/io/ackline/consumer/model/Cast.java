package io.ackline.consumer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.ackline.consumer.model.Player.Work;
import io.ackline.consumer.progress.LogPartition;

/**
 * Who takes part in a run: a listener and a retrier of each instance, and an operator.
 */
final class Cast {

	private static final String OPERATOR = "operator";

	private final List<Player> players = new ArrayList<>();

	private final Logs logs;

	private final Stage stage;

	private final Consumer<String> findings;

	private final Operator operatorsWork;

	private volatile boolean moved;

	Cast(Stage stage, List<Instance> instances, Logs logs, Consumer<String> findings) {
		this.stage = stage;
		this.logs = logs;
		this.findings = findings;
		this.operatorsWork = new Operator(instances.get(0), () -> this.moved = true);
		instances.forEach(this::listener);
		instances.forEach(this::retrier);
		operator(this.operatorsWork);
	}

	private void listener(Instance instance) {
		Actor actor = this.stage.enter(instance + "-listener");
		Listener listener = new Listener(actor, instance, this.logs, this.findings);
		this.players.add(new Player(actor, (dice) -> {
			int partition = dice.below(Logs.PARTITIONS);
			int max = 1 + dice.below(6);
			if (dice.below(12) == 11) {
				return new Work("give its partitions up", listener::revoked);
			}
			return new Work("poll up to %d records of %s".formatted(max, this.logs.partition(partition)),
					() -> listener.poll(partition, max));
		}));
	}

	private void retrier(Instance instance) {
		Actor actor = this.stage.enter(instance + "-retrier");
		Retrier retrier = new Retrier(actor, instance, this.findings);
		this.players.add(new Player(actor, (dice) -> new Work("try the next key", retrier::tryNext)));
	}

	private void operator(Operator operator) {
		Actor actor = this.stage.enter(OPERATOR);
		this.players.add(new Player(actor, (dice) -> {
			LogPartition partition = this.logs.partition(dice.below(Logs.PARTITIONS));
			int number = dice.below(4);
			List<Written> curable = this.logs.all().filter(Written::isCurable).toList();
			if (number == 0 || curable.isEmpty()) {
				return new Work("move %s back by %d".formatted(partition, number),
						() -> operator.moveBack(partition, number));
			}
			Written dead = curable.get(dice.below(curable.size()));
			return new Work("retry " + dead, () -> operator.revive(dead, this.logs));
		}));
	}

	Player choose(int number) {
		return this.players.get(number % this.players.size());
	}

	Player listener() {
		return this.players.get(0);
	}

	Player retrier() {
		return this.players.stream()
			.filter((player) -> player.actor().toString().endsWith("retrier"))
			.findFirst()
			.orElseThrow();
	}

	Player operator() {
		return this.players.get(this.players.size() - 1);
	}

	Operator operatorsWork() {
		return this.operatorsWork;
	}

	/**
	 * Returns whether an operator may have moved a partition since this was last asked.
	 */
	boolean hasMoved() {
		boolean result = this.moved;
		this.moved = !operator().actor().isIdle();
		return result;
	}

}
