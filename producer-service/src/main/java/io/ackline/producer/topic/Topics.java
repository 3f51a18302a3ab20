package io.ackline.producer.topic;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The declared topics, by name and by the types that they take.
 */
@Component
public class Topics {

	private final Map<String, Topic> byName = new TreeMap<>();

	private final Map<String, Topic> byType = new HashMap<>();

	private final List<Taker> takers;

	Topics(TopicsProperties declared) {
		declared.topics().forEach((name, settings) -> this.byName.put(name, new Topic(name, settings)));
		this.takers = this.byName.values().stream().flatMap(Topics::takers).sorted(Taker.MOST_SPECIFIC_FIRST).toList();
		this.takers.stream()
			.filter((taker) -> !taker.pattern().open())
			.forEach((taker) -> this.byType.put(taker.pattern().prefix(), taker.topic()));
	}

	/**
	 * Returns the topic of a name, or {@code null} if it is not declared.
	 */
	public @Nullable Topic find(String name) {
		return this.byName.get(name);
	}

	/**
	 * Returns the topic that takes events of a type, or {@code null} if none does. Of
	 * several patterns that match, the longest decides.
	 */
	public @Nullable Topic findByType(String type) {
		Topic exact = this.byType.get(type);
		if (exact != null) {
			return exact;
		}
		for (Taker taker : this.takers) {
			if (taker.pattern().matches(type)) {
				return taker.topic();
			}
		}
		return null;
	}

	/**
	 * Returns all topics, in the order of their names.
	 */
	public Collection<Topic> all() {
		return this.byName.values();
	}

	/**
	 * Returns the names of all topics, in words.
	 */
	public String describeNames() {
		return String.join(", ", this.byName.keySet());
	}

	/**
	 * Returns the types that the topics take, in words.
	 */
	public String describeTypes() {
		return this.byName.values()
			.stream()
			.filter((topic) -> !topic.settings().types().isEmpty())
			.map((topic) -> "%s (%s)".formatted(topic.describeTypes(), topic.name()))
			.collect(Collectors.joining(", "));
	}

	private static Stream<Taker> takers(Topic topic) {
		return topic.settings().types().stream().map((type) -> new Taker(TypePattern.of(type), topic));
	}

	private record Taker(TypePattern pattern, Topic topic) {

		static final Comparator<Taker> MOST_SPECIFIC_FIRST = Comparator
			.comparing((Taker taker) -> taker.pattern().prefix().length())
			.reversed();

	}

}
