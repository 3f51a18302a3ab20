package io.ackline.producer.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.ackline.producer.topic.ClusterClient;
import io.ackline.producer.web.RequestProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Asks the cluster on behalf of requests. Every method throws {@link KafkaException} if
 * there is no answer in time for the request's deadline, or a refusal.
 */
@Component
public class ClusterAdmin implements DisposableBean {

	private final ClusterClient client;

	/**
	 * Creates a client whose every question takes three fifths of the deadline at most,
	 * so that it can be asked of another broker, and the answer still be written.
	 */
	ClusterAdmin(KafkaAdmin kafkaAdmin, RequestProperties properties) {
		Duration oneBroker = properties.deadline().dividedBy(5);
		this.client = new ClusterClient(kafkaAdmin, "cluster", oneBroker.multipliedBy(3), oneBroker);
	}

	Collection<Node> brokers() {
		return get(admin().describeCluster().nodes());
	}

	Node controller() {
		return get(admin().describeCluster().controller());
	}

	String id() {
		return get(admin().describeCluster().clusterId());
	}

	/**
	 * Returns the names of all topics of the cluster, with Kafka's own.
	 */
	Set<String> topics() {
		return get(admin().listTopics(new ListTopicsOptions().listInternal(true)).names());
	}

	/**
	 * Returns those of the named topics that exist, by name.
	 */
	public Map<String, TopicDescription> describe(Collection<String> topics) {
		Map<String, TopicDescription> existing = new HashMap<>();
		admin().describeTopics(topics).topicNameValues().forEach((name, future) -> {
			try {
				existing.put(name, get(future));
			}
			catch (UnknownTopicOrPartitionException ex) {
				// not there
			}
		});
		return existing;
	}

	/**
	 * Returns the settings of each topic, by its name.
	 */
	public Map<String, Map<String, String>> settings(Collection<String> topics) {
		Map<ConfigResource, Config> configs = get(
				admin().describeConfigs(topics.stream().map(ClusterAdmin::resource).toList()).all());
		Map<String, Map<String, String>> settings = new HashMap<>();
		configs.forEach((resource, config) -> {
			Map<String, String> values = new HashMap<>();
			config.entries().forEach((entry) -> values.put(entry.name(), entry.value()));
			settings.put(resource.name(), values);
		});
		return settings;
	}

	void set(String topic, Map<String, String> settings) {
		List<AlterConfigOp> changes = settings.entrySet()
			.stream()
			.map((entry) -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()),
					AlterConfigOp.OpType.SET))
			.toList();
		get(admin().incrementalAlterConfigs(Map.of(resource(topic), changes)).all());
	}

	void grow(String topic, int partitions) {
		get(admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
	}

	/**
	 * Returns where the log of each partition begins and ends whose leader answers.
	 */
	Map<TopicPartition, Offsets> offsets(Collection<TopicPartition> partitions) {
		ListOffsetsResult begins = admin().listOffsets(specs(partitions, OffsetSpec.earliest()));
		ListOffsetsResult ends = admin().listOffsets(specs(partitions, OffsetSpec.latest()));
		Map<TopicPartition, Offsets> offsets = new HashMap<>();
		for (TopicPartition partition : partitions) {
			try {
				offsets.put(partition, new Offsets(get(begins.partitionResult(partition)).offset(),
						get(ends.partitionResult(partition)).offset()));
			}
			catch (KafkaException ex) {
				// its leader does not answer; the other partitions' do
			}
		}
		return offsets;
	}

	/**
	 * Returns the bytes of each replica, by broker, of those brokers that answer.
	 */
	Map<Integer, Map<TopicPartition, Long>> sizes(Collection<Integer> brokers) {
		Map<Integer, Map<TopicPartition, Long>> sizes = new HashMap<>();
		admin().describeLogDirs(brokers).descriptions().forEach((broker, future) -> {
			try {
				Map<TopicPartition, Long> replicas = new HashMap<>();
				for (LogDirDescription directory : get(future).values()) {
					directory.replicaInfos()
						.forEach((partition, replica) -> replicas.merge(partition, replica.size(), Long::sum));
				}
				sizes.put(broker, replicas);
			}
			catch (KafkaException ex) {
				// it does not answer; the others do
			}
		});
		return sizes;
	}

	/**
	 * Returns the consumer groups that have members.
	 */
	Collection<ConsumerGroupDescription> groups() {
		List<String> ids = get(admin().listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
			.map(GroupListing::groupId)
			.toList();
		return ids.isEmpty() ? List.of() : get(admin().describeConsumerGroups(ids).all()).values();
	}

	/**
	 * Lets the preferred replica of each partition be its leader. It takes a client of
	 * its own: one that has been there for a while may hold an earlier controller for the
	 * present one, and Kafka's client does not look again when an election is refused for
	 * that.
	 * @return why a partition was refused, by partition; empty where it was not
	 */
	Map<TopicPartition, Optional<Throwable>> electPreferred(Set<TopicPartition> partitions) {
		try (Admin fresh = this.client.another()) {
			return get(fresh.electLeaders(ElectionType.PREFERRED, partitions).partitions());
		}
	}

	@Override
	public void destroy() {
		this.client.close();
	}

	private Admin admin() {
		return this.client.admin();
	}

	private static Map<TopicPartition, OffsetSpec> specs(Collection<TopicPartition> partitions, OffsetSpec spec) {
		return partitions.stream().collect(Collectors.toMap((partition) -> partition, (partition) -> spec));
	}

	private static ConfigResource resource(String topic) {
		return new ConfigResource(ConfigResource.Type.TOPIC, topic);
	}

	private <T> T get(KafkaFuture<T> future) {
		return this.client.get(future);
	}

	/**
	 * Where a partition's log begins and ends.
	 */
	record Offsets(long begin, long end) {

	}

}
