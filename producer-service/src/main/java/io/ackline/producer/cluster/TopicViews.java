package io.ackline.producer.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.ackline.producer.cluster.ClusterAdmin.Offsets;
import io.ackline.producer.cluster.TopicState.Partition;
import io.ackline.producer.topic.KafkaTopic;
import io.ackline.producer.topic.NotWritable;
import io.ackline.producer.topic.PartitionWatch;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicWatch;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at the declared topics in the cluster.
 */
@Component
class TopicViews {

	private final ClusterAdmin admin;

	private final TopicWatch watch;

	private final PartitionWatch partitions;

	TopicViews(ClusterAdmin admin, TopicWatch watch, PartitionWatch partitions) {
		this.admin = admin;
		this.watch = watch;
		this.partitions = partitions;
	}

	/**
	 * Returns what there is to see of each topic, in the given order.
	 * @throws KafkaException if the cluster does not answer in time
	 */
	List<TopicView> of(Collection<Topic> topics) {
		int brokers = this.admin.brokers().size();
		Map<String, TopicDescription> descriptions = this.admin.describe(topics.stream().map(Topic::name).toList());
		Map<String, Map<String, String>> configs = this.admin.settings(descriptions.keySet());
		Map<TopicPartition, Offsets> offsets = this.admin.offsets(led(descriptions.values()));
		Collection<ConsumerGroupDescription> groups = groups();
		return topics.stream().map((topic) -> {
			TopicDescription description = descriptions.get(topic.name());
			Map<String, String> config = configs.getOrDefault(topic.name(), Map.of());
			List<Partition> seen = (description != null) ? partitions(topic, description, offsets) : List.of();
			List<String> drift = (description != null) ? KafkaTopic.of(topic).drift(description, config) : List.of();
			return view(topic, new TopicState(brokers, config, seen, consumers(topic, groups), drift));
		}).toList();
	}

	private TopicView view(Topic topic, TopicState state) {
		String reason = Optional.ofNullable(this.watch.whyNotWritable(topic))
			.or(() -> state.partitions().stream().map(Partition::reason).filter(Objects::nonNull).findFirst())
			.orElse(null);
		Map<String, String> config = new TreeMap<>(state.config());
		config.keySet().retainAll(KafkaTopic.SETTINGS);
		return new TopicView(topic.name(), TopicSettings.of(topic.settings()), config, reason == null, reason,
				state.partitions(), state.drift(), AdviceRule.all(topic.settings(), state));
	}

	private List<Partition> partitions(Topic topic, TopicDescription description,
			Map<TopicPartition, Offsets> offsets) {
		return description.partitions().stream().map((partition) -> {
			Offsets known = offsets.get(new TopicPartition(topic.name(), partition.partition()));
			NotWritable notWritable = this.partitions.view()
				.whyNotWritable(topic, partition.partition(), topic.acks(null));
			return partition(partition, known, notWritable);
		}).sorted(Comparator.comparingInt(Partition::partition)).toList();
	}

	private static Partition partition(TopicPartitionInfo partition, @Nullable Offsets offsets,
			@Nullable NotWritable notWritable) {
		return new Partition(partition.partition(), isLed(partition) ? partition.leader().id() : null,
				partition.replicas().get(0).id(), ids(partition.replicas()), ids(partition.isr()),
				(offsets != null) ? offsets.begin() : null, (offsets != null) ? offsets.end() : null,
				notWritable == null, (notWritable != null) ? notWritable.reason() : null);
	}

	private Collection<ConsumerGroupDescription> groups() {
		try {
			return this.admin.groups();
		}
		catch (KafkaException ex) {
			return List.of(); // a group's coordinator is away, which is no reason to show
								// nothing
		}
	}

	private static int consumers(Topic topic, Collection<ConsumerGroupDescription> groups) {
		return groups.stream()
			.filter((group) -> group.members()
				.stream()
				.flatMap((member) -> member.assignment().topicPartitions().stream())
				.anyMatch((partition) -> partition.topic().equals(topic.name())))
			.mapToInt((group) -> group.members().size())
			.max()
			.orElse(0);
	}

	private static List<TopicPartition> led(Collection<TopicDescription> descriptions) {
		return descriptions.stream().flatMap(TopicViews::led).toList();
	}

	private static Stream<TopicPartition> led(TopicDescription description) {
		return description.partitions()
			.stream()
			.filter(TopicViews::isLed)
			.map((partition) -> new TopicPartition(description.name(), partition.partition()));
	}

	private static boolean isLed(TopicPartitionInfo partition) {
		return partition.leader() != null && !partition.leader().isEmpty();
	}

	private static List<Integer> ids(List<Node> nodes) {
		return nodes.stream().map(Node::id).toList();
	}

}
