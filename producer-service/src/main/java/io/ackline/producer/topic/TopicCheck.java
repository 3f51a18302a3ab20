package io.ackline.producer.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Creates the declared topics that the cluster has not, and compares the others with
 * their declaration. It is used by one thread.
 */
@Component
class TopicCheck {

	private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);

	private final ClusterTopics cluster;

	private final Map<String, KafkaTopic> wanted = new LinkedHashMap<>();

	private final Set<String> seen = new HashSet<>();

	private final Set<String> reported = new HashSet<>();

	private final Reconciliation reconciliation;

	TopicCheck(Topics topics, ClusterTopics cluster, ReconcileProperties properties) {
		this.cluster = cluster;
		this.reconciliation = properties.topicsReconcile();
		topics.all().forEach((topic) -> {
			this.wanted.put(topic.name(), KafkaTopic.of(topic));
			this.wanted.put(topic.deadLetters(), KafkaTopic.deadLettersOf(topic));
		});
	}

	/**
	 * Looks at the cluster once.
	 * @return what is wrong with each topic that is not there
	 * @throws KafkaException if the cluster does not answer in time
	 */
	Map<String, String> run() {
		Map<String, TopicDescription> existing = this.cluster.describe(this.wanted.keySet());
		Map<String, String> shortcomings = new HashMap<>();
		if (existing.size() < this.wanted.size()) {
			shortcomings.putAll(createMissing(existing.keySet()));
			existing = this.cluster.describe(this.wanted.keySet());
		}
		compareNew(existing);
		shortcomings.keySet().removeAll(existing.keySet());
		return shortcomings;
	}

	/**
	 * Returns whether a topic has been seen in the cluster.
	 */
	boolean hasSeen(String name) {
		return this.seen.contains(name);
	}

	private Map<String, String> createMissing(Set<String> existing) {
		Map<String, String> missing = new HashMap<>();
		List<KafkaTopic> creatable = new ArrayList<>();
		for (KafkaTopic topic : this.wanted.values()) {
			if (hasSeen(topic.name()) && !existing.contains(topic.name())) {
				missing.put(topic.name(), "It was deleted from the cluster: restart the service to create it anew");
			}
			else if (!existing.contains(topic.name())) {
				missing.put(topic.name(), TopicsView.CREATING);
				creatable.add(topic);
			}
		}
		Map<String, KafkaException> refused = this.cluster.create(creatable);
		for (KafkaTopic topic : creatable) {
			KafkaException ex = refused.get(topic.name());
			if (ex == null) {
				reportOnce("Topic '%s' was created with %d partitions, %d replicas and %s".formatted(topic.name(),
						topic.partitions(), topic.replicas(), topic.config()), false);
			}
			else if (!(ex instanceof TopicExistsException || ex instanceof TimeoutException)) {
				missing.put(topic.name(), refusal(topic, ex));
			}
		}
		return missing;
	}

	private String refusal(KafkaTopic topic, KafkaException ex) {
		String reason = (ex instanceof InvalidReplicationFactorException)
				? "It is declared with %d replicas and the cluster has %d brokers: start more, or lower replicas"
					.formatted(topic.replicas(), this.cluster.brokers())
				: "Kafka refuses to create it: " + ex.getMessage();
		reportOnce("Topic '%s' is not created yet. %s".formatted(topic.name(), reason), true);
		return reason;
	}

	private void compareNew(Map<String, TopicDescription> existing) {
		Collection<String> unseen = existing.keySet().stream().filter((name) -> !hasSeen(name)).toList();
		if (unseen.isEmpty()) {
			return;
		}
		Map<String, Map<String, String>> configurations = this.cluster.configurations(unseen);
		configurations.forEach((name, actual) -> {
			KafkaTopic topic = this.wanted.get(name);
			TopicDescription description = existing.get(name);
			if (topic != null && description != null) {
				topic.drift(description, actual).forEach((line) -> reportOnce(line, true));
				reconcile(topic, actual);
			}
			this.seen.add(name);
		});
	}

	private void reconcile(KafkaTopic topic, Map<String, String> actual) {
		if (this.reconciliation == Reconciliation.REPORT || actual.entrySet().containsAll(topic.config().entrySet())) {
			return;
		}
		try {
			this.cluster.configure(topic);
			reportOnce("Topic '%s' is set to %s, as declared".formatted(topic.name(), topic.config()), false);
		}
		catch (ApiException ex) {
			if (ex instanceof RetriableException) {
				throw ex;
			}
			reportOnce("Topic '%s' stays as it is. Kafka refuses to set it to %s: %s".formatted(topic.name(),
					topic.config(), ex.getMessage()), true);
		}
	}

	private void reportOnce(String line, boolean warning) {
		if (this.reported.add(line)) {
			if (warning) {
				log.warn("{}", line);
			}
			else {
				log.info("{}", line);
			}
		}
	}

}
