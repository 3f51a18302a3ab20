package io.ackline.producer.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What a topic is to be in Kafka: a declared one, or the one for its dead letters.
 *
 * @param name its name
 * @param partitions its number of partitions
 * @param replicas the brokers that keep each partition
 * @param config its configuration, as far as it is declared, in Kafka's names
 */
public record KafkaTopic(String name, int partitions, int replicas, Map<String, String> config) {

	/**
	 * What of a topic's configuration can be declared, in Kafka's names.
	 */
	public static final Set<String> SETTINGS = Set.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
			TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, TopicConfig.CLEANUP_POLICY_CONFIG,
			TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG);

	/**
	 * What a dead letter's headers may have beyond those of the event.
	 */
	private static final DataSize DEATH_HEADERS = DataSize.ofKilobytes(256);

	private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(7);

	/**
	 * Returns what a declared topic is in Kafka.
	 */
	public static KafkaTopic of(Topic topic) {
		TopicProperties settings = topic.settings();
		Map<String, String> config = common(settings);
		config.put(TopicConfig.CLEANUP_POLICY_CONFIG, settings.cleanupPolicy().toString());
		config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(topic.maxMessageBytes()));
		if (settings.retention() != null) {
			config.put(TopicConfig.RETENTION_MS_CONFIG, retentionMs(settings.retention()));
		}
		if (settings.retentionBytes() != null) {
			config.put(TopicConfig.RETENTION_BYTES_CONFIG, String.valueOf(settings.retentionBytes().toBytes()));
		}
		return new KafkaTopic(topic.name(), settings.partitions(), settings.replicas(), config);
	}

	/**
	 * Returns the topic for the dead letters of a declared one: as many partitions and
	 * replicas, room for more headers, and kept for a week at least.
	 */
	public static KafkaTopic deadLettersOf(Topic topic) {
		TopicProperties settings = topic.settings();
		Map<String, String> config = common(settings);
		config.put(TopicConfig.CLEANUP_POLICY_CONFIG, CleanupPolicy.DELETE.toString());
		config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
				String.valueOf(topic.maxMessageBytes() + DEATH_HEADERS.toBytes()));
		Duration retention = settings.retention();
		if (retention != null) {
			boolean longer = retention.isNegative() || retention.compareTo(DEAD_LETTER_RETENTION) > 0;
			config.put(TopicConfig.RETENTION_MS_CONFIG, retentionMs(longer ? retention : DEAD_LETTER_RETENTION));
		}
		return new KafkaTopic(topic.deadLetters(), settings.partitions(), settings.replicas(), config);
	}

	NewTopic toNewTopic() {
		return new NewTopic(this.name, this.partitions, (short) this.replicas).configs(this.config);
	}

	/**
	 * Returns how the cluster's topic differs from this, a line for each difference.
	 */
	public List<String> drift(TopicDescription description, Map<String, String> actual) {
		List<String> drift = new ArrayList<>();
		add(drift, "partitions", this.partitions, description.partitions().size());
		description.partitions()
			.stream()
			.map((partition) -> partition.replicas().size())
			.filter((count) -> count != this.replicas)
			.findFirst()
			.ifPresent((count) -> add(drift, "replicas", this.replicas, count));
		this.config.forEach((name, value) -> add(drift, name, value, actual.get(name)));
		return drift;
	}

	private void add(List<String> drift, String setting, Object declared, @Nullable Object actual) {
		if (!Objects.equals(declared, actual)) {
			drift.add("Topic '%s' is declared with %s=%s, the cluster has %s".formatted(this.name, setting, declared,
					actual));
		}
	}

	private static Map<String, String> common(TopicProperties settings) {
		Map<String, String> config = new LinkedHashMap<>();
		config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(settings.minInsyncReplicas()));
		config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, String.valueOf(settings.uncleanLeaderElection()));
		return config;
	}

	private static String retentionMs(Duration retention) {
		return String.valueOf(retention.isNegative() ? -1 : retention.toMillis());
	}

}
