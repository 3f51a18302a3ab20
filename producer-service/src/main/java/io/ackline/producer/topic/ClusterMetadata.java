package io.ackline.producer.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * What any broker that answers says of the topics. Nothing here waits, so that a question
 * which a broker has died over does not delay the next one: Kafka's client asks the
 * broker with the fewest open questions.
 */
@Component
class ClusterMetadata implements AutoCloseable {

	/**
	 * How long the cluster has for an answer, over all brokers asked.
	 */
	static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(1);

	private final ClusterClient client;

	ClusterMetadata(KafkaAdmin kafkaAdmin) {
		this.client = new ClusterClient(kafkaAdmin, "partitions", TIMEOUT, BROKER_TIMEOUT);
	}

	/**
	 * Asks for those of the named topics that exist, by name.
	 * @return fails with Kafka's own exception
	 */
	CompletableFuture<Map<String, TopicDescription>> topics(Collection<String> names) {
		Map<String, TopicDescription> existing = new ConcurrentHashMap<>();
		return collect(this.client.admin().describeTopics(names).topicNameValues(), existing::put)
			.thenApply((done) -> existing);
	}

	/**
	 * Asks for the {@code min.insync.replicas} of those of the named topics that exist,
	 * by name.
	 * @return fails with Kafka's own exception
	 */
	CompletableFuture<Map<String, Integer>> minInsyncReplicas(Collection<String> names) {
		List<ConfigResource> resources = names.stream()
			.map((name) -> new ConfigResource(ConfigResource.Type.TOPIC, name))
			.toList();
		Map<String, Integer> values = new ConcurrentHashMap<>();
		BiConsumer<ConfigResource, Config> put = (resource, config) -> values.put(resource.name(),
				Integer.valueOf(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()));
		return collect(this.client.admin().describeConfigs(resources).values(), put).thenApply((done) -> values);
	}

	/**
	 * Drops the client, which may be past use; the next question makes a new one.
	 */
	void renew() {
		this.client.renew();
	}

	@Override
	public void close() {
		this.client.close();
	}

	private static <K, V> CompletableFuture<Void> collect(Map<K, KafkaFuture<V>> futures, BiConsumer<K, V> consumer) {
		return CompletableFuture.allOf(futures.entrySet()
			.stream()
			.map((entry) -> entry.getValue().toCompletionStage().handle((value, failure) -> {
				if (failure == null) {
					consumer.accept(entry.getKey(), value);
				}
				else if (!(unwrap(failure) instanceof UnknownTopicOrPartitionException)) {
					throw new CompletionException(unwrap(failure));
				}
				return value;
			}).toCompletableFuture())
			.toArray(CompletableFuture<?>[]::new));
	}

	private static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
