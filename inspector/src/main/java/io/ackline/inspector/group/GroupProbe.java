package io.ackline.inspector.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.ackline.inspector.cluster.ClusterConnection;
import io.ackline.inspector.cluster.Partitions;
import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListGroupsResult;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at consumer groups: who is in them, who has which partition, and how far behind
 * they are.
 */
@Component
class GroupProbe implements Probe {

	private static final Duration PATIENCE = Duration.ofMillis(1500);

	private final ClusterConnection connection;

	private final Partitions partitions;

	private final LagHistory history;

	private final Board board;

	GroupProbe(ClusterConnection connection, Partitions partitions, LagHistory history, Board board) {
		this.connection = connection;
		this.partitions = partitions;
		this.history = history;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofSeconds(1);
	}

	@Override
	public void look() throws InterruptedException {
		Admin admin = this.connection.admin();
		ListGroupsResult listed = admin
			.listGroups(ListGroupsOptions.forConsumerGroups().timeoutMs((int) PATIENCE.toMillis()));
		this.connection.settle(List.of(listed.valid(), listed.errors()), PATIENCE.plusMillis(500));
		Collection<GroupListing> found = ClusterConnection.known(listed.valid());
		Collection<Throwable> errors = ClusterConnection.known(listed.errors());
		if (found == null || errors == null) {
			return;
		}
		Set<String> ids = found.stream()
			.map(GroupListing::groupId)
			.filter((id) -> !id.isEmpty())
			.collect(Collectors.toCollection(HashSet::new));
		if (!ids.isEmpty()) {
			look(admin, ids);
		}
		// A broker that is away has taken its groups with it only for now.
		if (errors.isEmpty()) {
			this.board.retain("group/", ids);
			this.history.retain(ids);
		}
	}

	private void look(Admin admin, Set<String> ids) throws InterruptedException {
		Map<String, KafkaFuture<ConsumerGroupDescription>> groups = admin.describeConsumerGroups(ids).describedGroups();
		var offsets = admin.listConsumerGroupOffsets(
				ids.stream().collect(Collectors.toMap((id) -> id, (id) -> new ListConsumerGroupOffsetsSpec())));
		List<KafkaFuture<?>> answers = new ArrayList<>(groups.values());
		ids.forEach((id) -> answers.add(offsets.partitionsToOffsetAndMetadata(id)));
		this.connection.settle(answers, PATIENCE);
		groups.forEach((id, future) -> {
			ConsumerGroupDescription group = ClusterConnection.known(future);
			Map<TopicPartition, OffsetAndMetadata> committed = ClusterConnection
				.known(offsets.partitionsToOffsetAndMetadata(id));
			if (group != null) {
				show(group, (committed != null) ? committed : Map.of());
			}
		});
	}

	private void show(ConsumerGroupDescription group, Map<TopicPartition, OffsetAndMetadata> committed) {
		Map<TopicPartition, String> owners = new HashMap<>();
		group.members()
			.forEach((member) -> member.assignment()
				.topicPartitions()
				.forEach((partition) -> owners.put(partition, member.consumerId())));
		Set<TopicPartition> all = new HashSet<>(owners.keySet());
		all.addAll(committed.keySet());
		List<Progress> progress = all.stream()
			.map((partition) -> progress(partition, committed.get(partition), owners.get(partition)))
			.sorted(Comparator.comparing(Progress::topic).thenComparing(Progress::p))
			.toList();
		Map<String, Long> lag = new TreeMap<>();
		progress.forEach((one) -> {
			if (one.lag() != null) {
				lag.merge(one.topic(), one.lag(), Long::sum);
			}
		});
		this.history.add(group.groupId(), lag);
		this.board.put("group/" + group.groupId(), new Group(group.groupId(), group.groupState().toString(),
				(group.coordinator() != null && !group.coordinator().isEmpty()) ? group.coordinator().id() : null,
				group.partitionAssignor(),
				group.members()
					.stream()
					.map(Member::of)
					.sorted(Comparator.comparing(Member::client).thenComparing(Member::id))
					.toList(),
				progress));
	}

	private Progress progress(TopicPartition partition, @Nullable OffsetAndMetadata committed, @Nullable String owner) {
		Long end = this.partitions.end(partition);
		Long offset = (committed != null) ? committed.offset() : null;
		return new Progress(partition.topic(), partition.partition(), owner, offset, end,
				(end != null && offset != null) ? Math.max(0, end - offset) : null);
	}

	/**
	 * A consumer group.
	 *
	 * @param coordinator the broker that keeps its members and offsets, {@code null} if
	 * none does
	 */
	record Group(String id, String state, @Nullable Integer coordinator, String assignor, List<Member> members,
			List<Progress> partitions) {

	}

	/**
	 * A member of a group.
	 *
	 * @param instance the name that a static member keeps
	 */
	record Member(String id, String client, String host, @Nullable String instance, int partitions) {

		private static Member of(MemberDescription member) {
			return new Member(member.consumerId(), member.clientId(), member.host(),
					member.groupInstanceId().orElse(null), member.assignment().topicPartitions().size());
		}

	}

	/**
	 * How far a group is in a partition.
	 *
	 * @param member who has it
	 * @param committed the offset that it would go on from
	 * @param end the offset after the last record
	 * @param lag how many records are between
	 */
	record Progress(String topic, int p, @Nullable String member, @Nullable Long committed, @Nullable Long end,
			@Nullable Long lag) {

	}

}
