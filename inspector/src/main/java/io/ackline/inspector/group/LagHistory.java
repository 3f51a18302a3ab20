package io.ackline.inspector.group;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The lag of each group over the last minutes in which somebody looked.
 */
@Component
class LagHistory {

	private static final int MOST = 900;

	private final Map<String, Deque<Sample>> samples = new HashMap<>();

	synchronized void add(String group, Map<String, Long> lagByTopic) {
		Deque<Sample> of = this.samples.computeIfAbsent(group, (id) -> new ArrayDeque<>());
		of.addLast(new Sample(System.currentTimeMillis(), Map.copyOf(lagByTopic)));
		if (of.size() > MOST) {
			of.removeFirst();
		}
	}

	synchronized void retain(Set<String> groups) {
		this.samples.keySet().retainAll(groups);
	}

	/**
	 * Returns the lag of each topic at each time.
	 */
	synchronized Lag of(String group) {
		Deque<Sample> of = this.samples.getOrDefault(group, new ArrayDeque<>());
		Set<String> topics = new TreeSet<>();
		of.forEach((sample) -> topics.addAll(sample.lag().keySet()));
		Map<String, List<@Nullable Long>> series = new LinkedHashMap<>();
		topics.forEach((topic) -> {
			List<@Nullable Long> values = new ArrayList<>();
			of.forEach((sample) -> values.add(sample.lag().get(topic)));
			series.put(topic, values);
		});
		return new Lag(of.stream().map(Sample::at).toList(), series);
	}

	/**
	 * Lag over time.
	 *
	 * @param times milliseconds since the epoch
	 * @param topics the lag of each topic at these times
	 */
	record Lag(List<Long> times, Map<String, List<@Nullable Long>> topics) {

	}

	private record Sample(long at, Map<String, Long> lag) {

	}

}
