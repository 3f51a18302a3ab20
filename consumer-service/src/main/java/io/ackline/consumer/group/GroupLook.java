package io.ackline.consumer.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the group, each part of it {@code null} if it was not.
 *
 * @param waiting what partitions of this instance wait for
 */
record GroupLook(@Nullable ConsumerGroupDescription group, @Nullable Map<TopicPartition, KafkaGroup.Log> logs,
		@Nullable Map<TopicPartition, OffsetAndMetadata> committed, @Nullable List<PartitionRow> rows,
		Map<TopicPartition, String> waiting) {

	private static final Comparator<TopicPartition> ORDER = Comparator.comparing(TopicPartition::topic)
		.thenComparing(TopicPartition::partition);

	GroupView view(String id, Set<String> paused, Predicate<String> isPaused, Map<String, String> unknown) {
		List<GroupView.Partition> partitions = partitions(isPaused);
		return new GroupView(id,
				(this.group != null) ? this.group.groupState().toString().toLowerCase(Locale.ROOT) : null, paused,
				sum(partitions), members(), partitions, unknown);
	}

	private @Nullable List<GroupView.Member> members() {
		if (this.group == null) {
			return null;
		}
		return this.group.members()
			.stream()
			.map(GroupLook::member)
			.sorted(Comparator.comparing(GroupView.Member::clientId).thenComparing(GroupView.Member::memberId))
			.toList();
	}

	private static GroupView.Member member(MemberDescription member) {
		return new GroupView.Member(member.consumerId(), member.clientId(),
				member.host().startsWith("/") ? member.host().substring(1) : member.host(),
				member.groupInstanceId().orElse(null),
				member.assignment().topicPartitions().stream().sorted(ORDER).map(TopicPartition::toString).toList());
	}

	private static @Nullable Long sum(List<GroupView.Partition> partitions) {
		long sum = 0;
		for (GroupView.Partition partition : partitions) {
			Long lag = partition.lag();
			if (lag == null) {
				return null;
			}
			sum += lag;
		}
		return partitions.isEmpty() ? null : (Long) sum;
	}

	/**
	 * Returns the partitions that Kafka has, or, while that is not known, those that the
	 * database has.
	 */
	List<GroupView.Partition> partitions(Predicate<String> isPaused) {
		SortedMap<TopicPartition, PartitionRow> rows = current();
		Set<TopicPartition> keys = new TreeSet<>(ORDER);
		keys.addAll((this.logs != null) ? this.logs.keySet() : rows.keySet());
		Map<TopicPartition, String> owners = owners();
		List<GroupView.Partition> partitions = new ArrayList<>();
		keys.forEach(
				(key) -> partitions.add(partition(key, rows.get(key), owners.get(key), isPaused.test(key.topic()))));
		return partitions;
	}

	private SortedMap<TopicPartition, PartitionRow> current() {
		SortedMap<TopicPartition, PartitionRow> current = new TreeMap<>(ORDER);
		for (PartitionRow row : (this.rows != null) ? this.rows : List.<PartitionRow>of()) {
			TopicPartition key = new TopicPartition(row.topic(), row.partition());
			KafkaGroup.Log log = (this.logs != null) ? this.logs.get(key) : null;
			if (log == null || log.uuid().equals(row.topicId())) {
				current.put(key, row);
			}
		}
		return current;
	}

	private Map<TopicPartition, String> owners() {
		Map<TopicPartition, String> owners = new HashMap<>();
		if (this.group != null) {
			this.group.members()
				.forEach((member) -> member.assignment()
					.topicPartitions()
					.forEach((key) -> owners.put(key, member.consumerId())));
		}
		return owners;
	}

	private GroupView.Partition partition(TopicPartition key, @Nullable PartitionRow row, @Nullable String owner,
			boolean paused) {
		KafkaGroup.Log log = (this.logs != null) ? this.logs.get(key) : null;
		Long start = (log != null) ? log.start() : null;
		Long end = (log != null) ? log.end() : null;
		OffsetAndMetadata commit = (this.committed != null) ? this.committed.get(key) : null;
		Long committed = (commit != null) ? (Long) commit.offset() : null;
		Long next = (row != null) ? (Long) row.nextOffset() : null;
		return new GroupView.Partition(key.topic(), key.partition(), owner, next, start, end,
				lag((this.rows == null || next != null) ? next : first(committed, start), end), committed,
				(row != null) ? (Long) row.purgedThrough() : null, paused, this.waiting.get(key));
	}

	/**
	 * Returns where a partition will be begun that has no progress yet.
	 */
	private static @Nullable Long first(@Nullable Long committed, @Nullable Long start) {
		return (committed != null) ? committed : start;
	}

	private static @Nullable Long lag(@Nullable Long next, @Nullable Long end) {
		return (next != null && end != null) ? (Long) Math.max(0, end - next) : null;
	}

}
