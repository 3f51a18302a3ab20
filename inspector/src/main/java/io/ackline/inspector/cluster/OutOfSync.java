package io.ackline.inspector.cluster;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.ackline.inspector.cluster.Partition.OutSince;
import org.apache.kafka.common.TopicPartition;

/**
 * Since when replicas are out of sync, as somebody knows who keeps looking.
 */
final class OutOfSync {

	private final Map<TopicPartition, Map<Integer, OutSince>> known = new HashMap<>();

	/**
	 * Returns since when each replica that is not in sync is so.
	 * @param seenBefore whether the partition was seen a moment ago, so that a replica
	 * that was in sync then has just left
	 * @param lastChange when the partition changed last, as far as anybody knows
	 */
	Map<Integer, OutSince> of(TopicPartition partition, List<Integer> replicas, List<Integer> isr, boolean seenBefore,
			Instant now, Supplier<Instant> lastChange) {
		Set<Integer> out = new HashSet<>(replicas);
		isr.forEach(out::remove);
		if (out.isEmpty()) {
			this.known.remove(partition);
			return Map.of();
		}
		Map<Integer, OutSince> since = this.known.computeIfAbsent(partition, (key) -> new HashMap<>());
		since.keySet().retainAll(out);
		for (Integer broker : out) {
			since.computeIfAbsent(broker, (key) -> seenBefore ? new OutSince(now.toEpochMilli(), true)
					: new OutSince(lastChange.get().toEpochMilli(), false));
		}
		return Map.copyOf(since);
	}

	void retain(Set<String> topics) {
		this.known.keySet().removeIf((partition) -> !topics.contains(partition.topic()));
	}

}
