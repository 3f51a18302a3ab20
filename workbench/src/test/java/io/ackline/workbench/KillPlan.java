package io.ackline.workbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.ackline.cluster.LocalCluster;
import io.ackline.events.Event;
import io.ackline.workbench.evidence.Journal;

/**
 * Kills the consumer three times, the producer once and one broker once, each with -9,
 * and starts them again. The moments come from a seed and from the load's progress, and
 * the load waits for the plan when it gets too far ahead.
 */
final class KillPlan {

	private static final List<Victim> VICTIMS = List.of(Victim.CONSUMER, Victim.CONSUMER, Victim.CONSUMER,
			Victim.PRODUCER, Victim.BROKER);

	private final List<Step> steps = new ArrayList<>();

	private final LocalCluster cluster;

	private final Journal journal;

	private final ConsumerProgress consumer;

	private final long segment;

	private int done;

	KillPlan(long seed, long events, LocalCluster cluster, Journal journal, ConsumerProgress consumer) {
		this.cluster = cluster;
		this.journal = journal;
		this.consumer = consumer;
		this.segment = events / (VICTIMS.size() + 1);
		Random random = new Random(seed);
		List<Victim> victims = new ArrayList<>(VICTIMS);
		Collections.shuffle(victims, random);
		for (int number = 0; number < victims.size(); number++) {
			long after = number * this.segment + this.segment / 2 + random.nextLong(this.segment / 2);
			plan(victims.get(number), after, "broker-" + random.nextInt(1, 4));
		}
		this.steps.sort(Comparator.comparingLong(Step::after));
	}

	/**
	 * Lets events pass as long as they are not too far ahead of the next step.
	 */
	Stream<Event> pace(Stream<Event> events) {
		long[] passed = { 0 };
		return events.peek((event) -> pass(passed[0]++));
	}

	/**
	 * Takes all steps, each in its moment.
	 * @throws InterruptedException if the thread is interrupted while it waits for one
	 */
	void run() throws InterruptedException {
		for (Step step : this.steps) {
			if (!this.journal.awaitAcknowledged(step.after())) {
				throw new IllegalStateException("The load ended before " + step.after() + " acknowledgements");
			}
			step.action().take();
			synchronized (this) {
				this.done++;
				notifyAll();
			}
		}
	}

	private void plan(Victim victim, long after, String broker) {
		switch (victim) {
			case CONSUMER -> this.steps.add(new Step(after, this::killConsumer));
			case PRODUCER -> this.steps.add(new Step(after, this::killProducer));
			case BROKER -> {
				this.steps.add(new Step(after, () -> this.cluster.kill(broker)));
				this.steps.add(new Step(after + this.segment / 2, () -> this.cluster.start(broker)));
			}
		}
	}

	/**
	 * Kills the consumer once it has worked in this life, so that it dies at work.
	 */
	private void killConsumer() throws InterruptedException {
		this.consumer.awaitWork();
		this.cluster.kill(RunningServices.CONSUMER);
		this.consumer.begin();
		this.cluster.start(RunningServices.CONSUMER);
	}

	private void killProducer() {
		this.cluster.kill(RunningServices.PRODUCER);
		this.cluster.start(RunningServices.PRODUCER);
	}

	private synchronized void pass(long number) {
		try {
			while (this.done < this.steps.size() && number > this.steps.get(this.done).after() + this.segment) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the load waited for a kill", ex);
		}
	}

	private enum Victim {

		CONSUMER, PRODUCER, BROKER

	}

	/**
	 * What to do after that many acknowledgements.
	 */
	private record Step(long after, Action action) {
	}

	private interface Action {

		void take() throws InterruptedException;

	}

}
