package io.ackline.producer.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicProperties;
import io.ackline.producer.web.Problem.Place;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * What a topic is to be in the cluster: what the request names, and else what is
 * declared.
 */
final class TopicChange {

	private static final Set<String> CHANGEABLE = Set.of("partitions", "minInsyncReplicas", "retention",
			"retentionBytes", "uncleanLeaderElection");

	/**
	 * More is no setting but a slip of the finger, which Kafka would obey, and which
	 * cannot be taken back.
	 */
	private static final int MAX_PARTITIONS = 1000;

	private final Map<String, Object> asked;

	private final List<Place> errors = new ArrayList<>();

	private TopicChange(Map<String, Object> asked) {
		this.asked = asked;
	}

	/**
	 * Returns the topic with the settings that are asked for.
	 * @param asked settings by their names in the HTTP API
	 * @throws ProblemException if they cannot be, or are not for the cluster to hold
	 */
	static Topic of(Topic topic, Map<String, Object> asked) {
		return new TopicChange(asked).apply(topic);
	}

	private Topic apply(Topic topic) {
		this.asked.keySet().stream().sorted().filter((name) -> !CHANGEABLE.contains(name)).forEach(this::refuse);
		TopicProperties declared = topic.settings();
		int partitions = number("partitions", declared.partitions(), MAX_PARTITIONS, "");
		int minInsyncReplicas = number("minInsyncReplicas", declared.minInsyncReplicas(), declared.replicas(),
				", the replicas");
		Duration retention = retention(declared.retention());
		DataSize retentionBytes = retentionBytes(declared.retentionBytes());
		boolean unclean = flag("uncleanLeaderElection", declared.uncleanLeaderElection());
		if (!this.errors.isEmpty()) {
			throw new ProblemException(ProblemType.INVALID_SETTINGS
				.problem("The settings of topic '%s' cannot be as asked: %s.".formatted(topic.name(),
						this.errors.get(0).message()))
				.at(this.errors));
		}
		return new Topic(topic.name(), new TopicProperties(partitions, declared.replicas(), minInsyncReplicas,
				declared.acks(), declared.pinAcks(), retention, retentionBytes, declared.cleanupPolicy(),
				declared.maxMessageSize(), declared.types(), declared.defaultType(), declared.unknownTypes(), unclean));
	}

	private void refuse(String name) {
		error(name,
				name.equals("replicas") ? "replicas is changed with kafka-reassign-partitions, which says where they go"
						: "'%s' cannot be changed here; these can: %s. Declare the others and restart".formatted(name,
								String.join(", ", CHANGEABLE.stream().sorted().toList())));
	}

	private int number(String name, int declared, int max, String why) {
		Object value = this.asked.get(name);
		if (value == null) {
			return declared;
		}
		if (!(value instanceof Integer number) || number < 1 || number > max) {
			error(name, "%s is %s: it must be a whole number from 1 to %d%s".formatted(name, value, max, why));
			return declared;
		}
		return number;
	}

	private @Nullable Duration retention(@Nullable Duration declared) {
		Object value = this.asked.get("retention");
		if (value == null) {
			return declared;
		}
		try {
			return Duration.ofMillis(DurationStyle.detectAndParse(value.toString()).toMillis());
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			error("retention", "retention is '%s': write a time such as 6h, 7d or PT6H".formatted(value));
			return declared;
		}
	}

	private @Nullable DataSize retentionBytes(@Nullable DataSize declared) {
		Object value = this.asked.get("retentionBytes");
		if (value == null) {
			return declared;
		}
		try {
			return DataSize.parse(value.toString());
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			error("retentionBytes", "retentionBytes is '%s': write a size such as 1073741824 or 1GB".formatted(value));
			return declared;
		}
	}

	private boolean flag(String name, boolean declared) {
		Object value = this.asked.get(name);
		if (value != null && !(value instanceof Boolean)) {
			error(name, "%s is %s: it must be true or false".formatted(name, value));
		}
		return (value instanceof Boolean flag) ? flag : declared;
	}

	private void error(String name, String message) {
		this.errors.add(new Place("/" + name.replace("~", "~0").replace("/", "~1"), message));
	}

}
