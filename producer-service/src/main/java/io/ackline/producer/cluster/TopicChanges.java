package io.ackline.producer.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ackline.producer.topic.KafkaTopic;
import io.ackline.producer.topic.ReconcileProperties;
import io.ackline.producer.topic.Reconciliation;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.web.ProblemType;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Changes topics in the cluster, on request. The cluster keeps the change, so that it
 * survives a restart of the service, which from then on reports it as drift.
 */
@Component
class TopicChanges {

	private static final Logger log = LoggerFactory.getLogger(TopicChanges.class);

	private final ClusterAdmin admin;

	private final Reconciliation reconciliation;

	TopicChanges(ClusterAdmin admin, ReconcileProperties properties) {
		this.admin = admin;
		this.reconciliation = properties.topicsReconcile();
	}

	/**
	 * Makes a topic, and the one for its dead letters, what is asked for, and what is
	 * declared where nothing is asked for. Partitions grow only if asked for.
	 * @throws io.ackline.producer.web.ProblemException if that cannot be
	 * @throws org.apache.kafka.common.KafkaException if the cluster refuses, or does not
	 * answer in time
	 */
	void apply(Topic topic, Map<String, Object> asked) {
		if (!asked.isEmpty() && this.reconciliation == Reconciliation.APPLY) {
			throw ProblemType.INVALID_SETTINGS.exception(
					"ackline.topics-reconcile is apply, so that the next start would undo the change: change the declaration of topic '%s' instead."
						.formatted(topic.name()));
		}
		Topic changed = TopicChange.of(topic, asked);
		List<KafkaTopic> wanted = List.of(KafkaTopic.deadLettersOf(changed), KafkaTopic.of(changed));
		Map<String, TopicDescription> existing = this.admin.describe(wanted.stream().map(KafkaTopic::name).toList());
		TopicDescription description = existing.get(topic.name());
		if (description == null) {
			throw ProblemType.TOPIC_MISSING
				.exception("Topic '%s' does not exist in the cluster yet: there is nothing to change."
					.formatted(topic.name()));
		}
		if (asked.containsKey("partitions")) {
			requireNoFewer(topic, changed.settings().partitions(), description.partitions().size());
			wanted.forEach((each) -> grow(each, existing.get(each.name())));
		}
		Map<String, Map<String, String>> actual = this.admin.settings(existing.keySet());
		wanted.forEach((each) -> set(each, actual.get(each.name())));
	}

	private static void requireNoFewer(Topic topic, int partitions, int actual) {
		if (partitions < actual) {
			throw ProblemType.INVALID_SETTINGS
				.exception("Topic '%s' has %d partitions and Kafka cannot take any away: ask for %d or more."
					.formatted(topic.name(), actual, actual));
		}
	}

	private void grow(KafkaTopic topic, @Nullable TopicDescription description) {
		if (description != null && topic.partitions() > description.partitions().size()) {
			this.admin.grow(topic.name(), topic.partitions());
			log.info("Topic '{}' has {} partitions now instead of {}, as asked: keys go to other partitions",
					topic.name(), topic.partitions(), description.partitions().size());
		}
	}

	private void set(KafkaTopic topic, @Nullable Map<String, String> actual) {
		if (actual == null) {
			return;
		}
		Map<String, String> different = new HashMap<>(topic.config());
		different.entrySet().removeIf((entry) -> Objects.equals(entry.getValue(), actual.get(entry.getKey())));
		if (!different.isEmpty()) {
			this.admin.set(topic.name(), different);
			log.info("Topic '{}' is set to {}, as asked", topic.name(), different);
		}
	}

}
