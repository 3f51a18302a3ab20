package io.ackline.producer.topic;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What was last seen of the declared topics.
 *
 * @param unreachable why the cluster cannot be seen, or {@code null}
 * @param shortcomings why a topic is not ready, by its name; without those that are
 */
record TopicsView(@Nullable String unreachable, Map<String, String> shortcomings) {

	/**
	 * Nothing seen yet.
	 */
	static final TopicsView UNSEEN = new TopicsView("Kafka has not been asked yet", Map.of());

	/**
	 * The shortcoming of a topic that is on its way into the cluster.
	 */
	static final String CREATING = "It is being created";

	/**
	 * The shortcoming of a topic whose partitions are being looked up.
	 */
	static final String CONNECTING = "The producers are being connected";

	private static final int MAX_SHOWN = 3;

	TopicsView {
		shortcomings = new TreeMap<>(shortcomings);
	}

	static TopicsView unreachable(String reason) {
		return new TopicsView(reason, Map.of());
	}

	/**
	 * Returns this view with why it could not be renewed.
	 */
	TopicsView silent(String reason) {
		return new TopicsView(reason, this.shortcomings);
	}

	/**
	 * Returns whether every declared topic exists, with its in-sync replicas.
	 */
	boolean ready() {
		return this.unreachable == null && this.shortcomings.isEmpty();
	}

	/**
	 * Returns whether nothing is wrong but that the topics are new.
	 */
	boolean settling() {
		return this.unreachable == null && !ready()
				&& this.shortcomings.values()
					.stream()
					.allMatch((text) -> text.equals(CREATING) || text.equals(CONNECTING));
	}

	/**
	 * Returns the shortcomings in one line, the first few of many.
	 */
	String describeShortcomings() {
		String first = this.shortcomings.entrySet()
			.stream()
			.limit(MAX_SHOWN)
			.map((entry) -> "'%s': %s".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining("; "));
		int more = this.shortcomings.size() - MAX_SHOWN;
		return (more > 0) ? "%s; and %d more".formatted(first, more) : first;
	}

}
