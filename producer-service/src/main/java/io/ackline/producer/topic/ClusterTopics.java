package io.ackline.producer.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * The topics of the cluster, as it is asked for them in peace, and their creation. It is
 * used by one thread.
 */
@Component
class ClusterTopics implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(15);

	private final ClusterClient client;

	ClusterTopics(KafkaAdmin kafkaAdmin) {
		this.client = new ClusterClient(kafkaAdmin, "topics", TIMEOUT, TIMEOUT);
	}

	/**
	 * Returns the addresses that the cluster is looked for at.
	 */
	String bootstrapServers() {
		return this.client.bootstrapServers();
	}

	/**
	 * Returns those of the named topics that exist, by name.
	 * @throws KafkaException if the cluster does not say in time
	 */
	Map<String, TopicDescription> describe(Collection<String> names) {
		Map<String, TopicDescription> existing = new HashMap<>();
		this.client.admin().describeTopics(names).topicNameValues().forEach((name, future) -> {
			try {
				existing.put(name, this.client.get(future));
			}
			catch (UnknownTopicOrPartitionException ex) {
				// not there
			}
		});
		return existing;
	}

	/**
	 * Returns the configuration of each of the named topics that exist, by name.
	 * @throws KafkaException if the cluster does not say in time
	 */
	Map<String, Map<String, String>> configurations(Collection<String> names) {
		List<ConfigResource> resources = names.stream()
			.map((name) -> new ConfigResource(ConfigResource.Type.TOPIC, name))
			.toList();
		Map<String, Map<String, String>> configurations = new HashMap<>();
		this.client.admin().describeConfigs(resources).values().forEach((resource, future) -> {
			try {
				Map<String, String> values = new HashMap<>();
				this.client.get(future).entries().forEach((entry) -> values.put(entry.name(), entry.value()));
				configurations.put(resource.name(), values);
			}
			catch (UnknownTopicOrPartitionException ex) {
				// the broker asked has not heard of it yet
			}
		});
		return configurations;
	}

	/**
	 * Creates topics.
	 * @return why a topic was not created, by name
	 */
	Map<String, KafkaException> create(Collection<KafkaTopic> topics) {
		Map<String, KafkaException> refused = new HashMap<>();
		List<NewTopic> newTopics = topics.stream().map(KafkaTopic::toNewTopic).toList();
		CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs((int) CREATION_TIMEOUT.toMillis());
		this.client.admin().createTopics(newTopics, options).values().forEach((name, future) -> {
			try {
				this.client.get(future, CREATION_TIMEOUT);
			}
			catch (KafkaException ex) {
				refused.put(name, ex);
			}
		});
		return refused;
	}

	/**
	 * Gives a topic the configuration that is declared for it.
	 * @throws KafkaException if the cluster refuses, or does not say in time
	 */
	void configure(KafkaTopic topic) {
		List<AlterConfigOp> changes = topic.config()
			.entrySet()
			.stream()
			.map((entry) -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()),
					AlterConfigOp.OpType.SET))
			.toList();
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
		this.client.get(this.client.admin().incrementalAlterConfigs(Map.of(resource, changes)).all());
	}

	/**
	 * Returns how many brokers are there.
	 * @throws KafkaException if the cluster does not say in time
	 */
	int brokers() {
		return this.client.get(this.client.admin().describeCluster().nodes()).size();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
