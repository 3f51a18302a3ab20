package io.ackline.consumer.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.ackline.consumer.inbox.Inbox;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.inbox.Outcome;
import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.progress.Progress;
import io.ackline.consumer.inbox.Share;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What an instance does with the partitions that it believes to hold. It asks nobody: any
 * number of them hold the same partition, each since it last read its progress.
 */
final class Listener {

	private final Map<Integer, Progress> held = new HashMap<>();

	private final Set<Integer> begun = new HashSet<>();

	private final Actor actor;

	private final Instance instance;

	private final Logs logs;

	private final Consumer<String> findings;

	Listener(Actor actor, Instance instance, Logs logs, Consumer<String> findings) {
		this.actor = actor;
		this.instance = instance;
		this.logs = logs;
		this.findings = findings;
	}

	/**
	 * Gives the partitions up in good order.
	 */
	void revoked() {
		this.held.clear();
		try {
			List.copyOf(this.begun)
				.forEach((partition) -> this.instance.bean(Inbox.class).release(this.logs.partition(partition)));
		}
		finally {
			this.begun.clear();
		}
	}

	private void died() {
		this.held.clear();
		this.begun.forEach((partition) -> this.instance.bean(Inbox.class).forget(this.logs.partition(partition)));
		this.begun.clear();
	}

	/**
	 * Handles up to so many records of a partition, from where the listener believes it
	 * to be.
	 */
	void poll(int partition, int max) {
		try {
			Progress from = this.held.computeIfAbsent(partition, this::assigned);
			List<ConsumerRecord<byte[], byte[]>> records = this.logs.read(partition, from.nextOffset(), max);
			if (!records.isEmpty()) {
				settle(partition, this.instance.bean(Inbox.class).process(share(partition, from, records)));
			}
		}
		catch (Crashed ex) {
			died();
			throw ex;
		}
		catch (RuntimeException ex) {
			this.held.remove(partition);
			complain(ex);
		}
	}

	private Progress assigned(int partition) {
		PartitionProgress progress = this.instance.bean(PartitionProgress.class);
		LogPartition log = this.logs.partition(partition);
		return progress.find(log).orElseGet(() -> {
			progress.begin(log, Progress.startingAt(0));
			return progress.find(log).orElseThrow();
		});
	}

	private Share share(int partition, Progress from, List<ConsumerRecord<byte[], byte[]>> records) {
		return new Share(this.logs.partition(partition), from, records, Logs.PLAIN_TYPE, this.begun.add(partition));
	}

	private void settle(int partition, Outcome outcome) {
		if (outcome instanceof Outcome.Committed committed) {
			this.held.put(partition, committed.progress());
		}
		else if (outcome instanceof Outcome.Blocked blocked) {
			this.held.put(partition, blocked.progress());
		}
		else {
			this.held.remove(partition);
		}
	}

	private void complain(RuntimeException ex) {
		if (!this.actor.isDisturbed()) {
			this.findings.accept("%s failed although nothing was done to it: %s".formatted(this.actor, ex));
		}
	}

}
