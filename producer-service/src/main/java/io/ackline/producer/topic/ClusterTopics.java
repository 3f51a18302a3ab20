package io.ackline.producer.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

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

	private final Map<String, Object> configuration;

	private @Nullable Admin admin;

	ClusterTopics(KafkaAdmin kafkaAdmin) {
		this.configuration = new HashMap<>(kafkaAdmin.getConfigurationProperties());
		this.configuration.put(AdminClientConfig.CLIENT_ID_CONFIG, "ackline-producer-topics");
		this.configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
		this.configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
	}

	/**
	 * Returns the addresses that the cluster is looked for at.
	 */
	String bootstrapServers() {
		Object servers = this.configuration.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
		return (servers instanceof Collection<?> several)
				? several.stream().map(String::valueOf).collect(Collectors.joining(",")) : String.valueOf(servers);
	}

	/**
	 * Returns those of the named topics that exist, by name.
	 * @throws KafkaException if the cluster does not say in time
	 */
	Map<String, TopicDescription> describe(Collection<String> names) {
		Map<String, TopicDescription> existing = new HashMap<>();
		admin().describeTopics(names).topicNameValues().forEach((name, future) -> {
			try {
				existing.put(name, get(future, TIMEOUT));
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
		admin().describeConfigs(resources).values().forEach((resource, future) -> {
			try {
				Map<String, String> values = new HashMap<>();
				get(future, TIMEOUT).entries().forEach((entry) -> values.put(entry.name(), entry.value()));
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
		admin().createTopics(newTopics, options).values().forEach((name, future) -> {
			try {
				get(future, CREATION_TIMEOUT);
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
		get(admin().incrementalAlterConfigs(Map.of(resource, changes)).all(), TIMEOUT);
	}

	/**
	 * Returns how many brokers are there.
	 * @throws KafkaException if the cluster does not say in time
	 */
	int brokers() {
		return get(admin().describeCluster().nodes(), TIMEOUT).size();
	}

	@Override
	public void close() {
		if (this.admin != null) {
			this.admin.close(Duration.ZERO);
		}
	}

	private Admin admin() {
		if (this.admin == null) {
			this.admin = Admin.create(this.configuration);
		}
		return this.admin;
	}

	private static <T> T get(KafkaFuture<T> future, Duration timeout) {
		try {
			return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptException(ex);
		}
		catch (TimeoutException ex) {
			throw new org.apache.kafka.common.errors.TimeoutException("No answer within " + timeout, ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof KafkaException cause) {
				throw cause;
			}
			throw new KafkaException(ex.getCause());
		}
	}

}
