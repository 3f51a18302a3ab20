package io.ackline.cluster.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;

import io.ackline.cluster.process.ClusterFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers say of themselves: who is in, who leads, who is in sync. Each view is
 * a connection of its own, to be closed soon, so that nothing retries behind a broken
 * cluster's back.
 */
public final class KafkaView implements AutoCloseable {

	private final Admin admin;

	public KafkaView(String bootstrapServers) {
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000, AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
				5000, AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200));
	}

	/**
	 * Returns the ids of the brokers that take part.
	 */
	public List<Integer> brokers() {
		return get(this.admin.describeCluster().nodes()).stream().map(Node::id).sorted().toList();
	}

	/**
	 * Returns the controller's id, nothing while one is being elected.
	 */
	public OptionalInt controller() {
		Node controller = get(this.admin.describeCluster().controller());
		return (controller == null || controller.isEmpty()) ? OptionalInt.empty() : OptionalInt.of(controller.id());
	}

	/**
	 * Returns the id of a partition's leader, nothing while it has none.
	 * @throws ClusterFailure if there is no such partition
	 */
	public OptionalInt leader(String topic, int partition) {
		TopicDescription description = describe(topic);
		if (partition < 0 || partition >= description.partitions().size()) {
			throw new ClusterFailure("Topic " + topic + " has the partitions 0 to "
					+ (description.partitions().size() - 1) + ", not " + partition);
		}
		Node leader = description.partitions().get(partition).leader();
		return (leader == null || leader.isEmpty()) ? OptionalInt.empty() : OptionalInt.of(leader.id());
	}

	private TopicDescription describe(String topic) {
		try {
			return get(this.admin.describeTopics(List.of(topic)).allTopicNames()).values().iterator().next();
		}
		catch (ClusterFailure ex) {
			if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
				throw new ClusterFailure("There is no topic " + topic + "; " + existing(), ex);
			}
			throw ex;
		}
	}

	/**
	 * Returns whether every replica of every partition, those of internal topics too, is
	 * in sync.
	 */
	public boolean inSync() {
		return topics().stream()
			.flatMap((topic) -> topic.partitions().stream())
			.allMatch((partition) -> hasLeader(partition) && partition.isr().size() == partition.replicas().size());
	}

	/**
	 * Returns all of it in numbers.
	 */
	public KafkaStatus status() {
		OptionalInt controller = controller();
		return new KafkaStatus(brokers(), controller.isPresent() ? controller.getAsInt() : null,
				topics().stream()
					.filter((topic) -> !topic.isInternal())
					.map(KafkaView::topic)
					.sorted(Comparator.comparing(KafkaStatus.Topic::name))
					.toList(),
				groups());
	}

	private static KafkaStatus.Topic topic(TopicDescription topic) {
		List<TopicPartitionInfo> partitions = topic.partitions();
		return new KafkaStatus.Topic(topic.name(), partitions.size(), partitions.get(0).replicas().size(),
				partitions.stream().mapToInt((partition) -> partition.isr().size()).min().orElse(0),
				(int) partitions.stream().filter((partition) -> !hasLeader(partition)).count());
	}

	/**
	 * Returns the groups, or null while one of their coordinators does not answer.
	 */
	private @Nullable List<KafkaStatus.Group> groups() {
		try {
			return askGroups();
		}
		catch (BrokersSilent ex) {
			return null;
		}
	}

	private List<KafkaStatus.Group> askGroups() {
		List<String> names = get(this.admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid()).stream()
			.map(GroupListing::groupId)
			.sorted()
			.toList();
		return get(this.admin.describeConsumerGroups(names).all()).values()
			.stream()
			.map((group) -> new KafkaStatus.Group(group.groupId(), group.groupState().toString(),
					group.members().size(), lag(group.groupId())))
			.sorted(Comparator.comparing(KafkaStatus.Group::name))
			.toList();
	}

	private long lag(String group) {
		Map<TopicPartition, OffsetAndMetadata> committed = get(
				this.admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
		Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
		committed.keySet().forEach((partition) -> latest.put(partition, OffsetSpec.latest()));
		return get(this.admin.listOffsets(latest).all()).entrySet()
			.stream()
			.mapToLong((end) -> end.getValue().offset() - offset(committed.get(end.getKey())))
			.sum();
	}

	private static long offset(@Nullable OffsetAndMetadata committed) {
		return (committed != null) ? committed.offset() : 0;
	}

	private static boolean hasLeader(TopicPartitionInfo partition) {
		return partition.leader() != null && !partition.leader().isEmpty();
	}

	private Collection<TopicDescription> topics() {
		return get(this.admin
			.describeTopics(get(this.admin.listTopics(new ListTopicsOptions().listInternal(true)).names()))
			.allTopicNames()).values();
	}

	private String existing() {
		Set<String> names = get(this.admin.listTopics().names());
		return names.isEmpty() ? "there is none yet" : "there are " + String.join(", ", new TreeSet<>(names));
	}

	@Override
	public void close() {
		this.admin.close(Duration.ZERO);
	}

	private static <T> T get(KafkaFuture<T> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			throw new BrokersSilent(cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted while the brokers were asked", ex);
		}
	}

}
