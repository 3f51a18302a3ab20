package io.ackline.producer.topic;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster last said of the partitions of the declared topics. What it has not
 * spoken of counts as writable: whether it is shows when it is written to.
 */
public final class PartitionsView {

	/**
	 * Nothing is known.
	 */
	static final PartitionsView UNKNOWN = new PartitionsView(null, 0, Map.of());

	private final @Nullable String unreachable;

	private final long unreachableSince;

	private final Map<String, TopicState> topics;

	private PartitionsView(@Nullable String unreachable, long unreachableSince, Map<String, TopicState> topics) {
		this.unreachable = unreachable;
		this.unreachableSince = unreachableSince;
		this.topics = topics;
	}

	/**
	 * Returns what follows from the cluster's answer.
	 * @param minInsyncReplicas of each topic, as far as known
	 * @param now the time of {@link System#nanoTime()}
	 */
	PartitionsView seeing(Map<String, TopicDescription> descriptions, Map<String, Integer> minInsyncReplicas,
			long now) {
		Map<String, TopicState> seen = new HashMap<>();
		descriptions.forEach((name, description) -> seen.put(name, TopicState.of(description,
				minInsyncReplicas.getOrDefault(name, 0), this.topics.getOrDefault(name, TopicState.NONE), now)));
		return new PartitionsView(null, 0, seen);
	}

	/**
	 * Returns what follows from no broker's having answered.
	 * @param now the time of {@link System#nanoTime()}
	 */
	PartitionsView unreachable(String reason, long now) {
		return new PartitionsView(reason, (this.unreachable != null) ? this.unreachableSince : now, this.topics);
	}

	/**
	 * Returns whether anything is known.
	 */
	boolean isKnown() {
		return this != UNKNOWN;
	}

	/**
	 * Returns why the cluster is not reached, or {@code null} if nothing is known against
	 * it.
	 */
	@Nullable String unreachable() {
		return this.unreachable;
	}

	/**
	 * Returns what keeps a topic from taking every write, with the numbers, or
	 * {@code null} if nothing is known against it.
	 */
	@Nullable String shortcoming(Topic topic) {
		TopicState state = state(topic);
		return state.notWritable()
			.entrySet()
			.stream()
			.findFirst()
			.map((first) -> "%d of %d partitions have too few in-sync replicas: partition %d has %d, min.insync.replicas is %d"
				.formatted(state.notWritable().size(), state.partitions(), first.getKey(), first.getValue().live(),
						first.getValue().needed()))
			.orElse(null);
	}

	/**
	 * Returns how many partitions a topic had when it was last seen, 0 if it was not.
	 */
	public int partitions(Topic topic) {
		return state(topic).partitions();
	}

	/**
	 * Returns how many replicas of a topic were not in sync with a leader when it was
	 * last seen, over all of its partitions.
	 */
	int missingReplicas(Topic topic) {
		return state(topic).missingReplicas();
	}

	/**
	 * Returns how many partitions of a topic took no write with {@code acks=all} when it
	 * was last seen: without a leader, or with too few replicas in sync.
	 */
	int notWritable(Topic topic) {
		return state(topic).notWritable().size();
	}

	/**
	 * Returns whether every partition of a topic can be written to.
	 */
	public boolean isWritable(Topic topic, Acks acks) {
		return this.unreachable == null
				&& state(topic).notWritable().values().stream().allMatch((state) -> state.writable(acks));
	}

	/**
	 * Returns why a write to a partition could not succeed, or {@code null} if nothing is
	 * known against it.
	 */
	public @Nullable NotWritable whyNotWritable(Topic topic, int partition, Acks acks) {
		if (this.unreachable != null) {
			return new NotWritable(false, this.unreachable, age(this.unreachableSince));
		}
		State state = state(topic).notWritable().get(partition);
		if (state == null || state.writable(acks)) {
			return null;
		}
		return new NotWritable(true, state.describe(topic.name(), partition), age(state.since()));
	}

	private TopicState state(Topic topic) {
		return this.topics.getOrDefault(topic.name(), TopicState.NONE);
	}

	private static Duration age(long since) {
		return Duration.ofNanos(Math.max(0, System.nanoTime() - since));
	}

	/**
	 * What is known of a topic.
	 *
	 * @param partitions how many partitions it has
	 * @param missingReplicas how many of its replicas are not in sync
	 * @param notWritable those of its partitions that do not take every write
	 */
	private record TopicState(int partitions, int missingReplicas, SortedMap<Integer, State> notWritable) {

		static final TopicState NONE = new TopicState(0, 0, Collections.emptySortedMap());

		static TopicState of(TopicDescription description, int minInsyncReplicas, TopicState before, long now) {
			int missing = 0;
			SortedMap<Integer, State> notWritable = new TreeMap<>();
			for (TopicPartitionInfo partition : description.partitions()) {
				State state = State.of(partition, minInsyncReplicas, now);
				missing += partition.replicas().size() - state.live();
				if (!state.writable(Acks.ALL)) {
					State earlier = before.notWritable().get(partition.partition());
					notWritable.put(partition.partition(), (earlier != null) ? state.since(earlier.since()) : state);
				}
			}
			return new TopicState(description.partitions().size(), missing, notWritable);
		}

	}

	/**
	 * What a write to a partition depends on.
	 *
	 * @param led whether it has a leader
	 * @param inSync how many replicas are in sync
	 * @param needed how many a write with {@code acks=all} needs
	 * @param since when it was first like this, of {@link System#nanoTime()}
	 */
	private record State(boolean led, int inSync, int needed, long since) {

		/**
		 * Kafka never asks for more in-sync replicas than there are replicas.
		 */
		static State of(TopicPartitionInfo partition, int minInsyncReplicas, long now) {
			boolean led = partition.leader() != null && !partition.leader().isEmpty();
			return new State(led, partition.isr().size(), Math.min(minInsyncReplicas, partition.replicas().size()),
					now);
		}

		State since(long earlier) {
			return new State(this.led, this.inSync, this.needed, earlier);
		}

		/**
		 * Returns how many replicas are in sync with a leader.
		 */
		int live() {
			return this.led ? this.inSync : 0;
		}

		boolean writable(Acks acks) {
			return this.led && (acks != Acks.ALL || this.inSync >= this.needed);
		}

		String describe(String topic, int partition) {
			return this.led
					? "Partition %d of topic '%s' has %d in-sync %s and acks=all needs %d (its min.insync.replicas)"
						.formatted(partition, topic, this.inSync, (this.inSync == 1) ? "replica" : "replicas",
								this.needed)
					: "Partition %d of topic '%s' has no leader".formatted(partition, topic);
		}

	}

}
