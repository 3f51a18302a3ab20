package io.ackline.inspector.cluster;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Who keeps a partition.
 *
 * @param p its number
 * @param leader the broker that leads it, {@code null} if none does
 * @param replicas the brokers that are to keep it, the preferred leader first
 * @param isr those of them that are in sync
 * @param out since when each of the others is not, by broker
 */
public record Partition(int p, @Nullable Integer leader, List<Integer> replicas, List<Integer> isr,
		Map<Integer, OutSince> out) {

	public Partition {
		replicas = List.copyOf(replicas);
		isr = List.copyOf(isr);
		out = Map.copyOf(out);
	}

	/**
	 * When a replica left the in-sync replicas.
	 *
	 * @param at milliseconds since the epoch
	 * @param seen whether it was seen leaving; else it left at that time or before
	 */
	public record OutSince(long at, boolean seen) {

	}

}
