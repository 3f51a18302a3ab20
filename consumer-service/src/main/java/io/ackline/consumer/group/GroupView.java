package io.ackline.consumer.group;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The group at a moment. What could not be found out is {@code null}, and {@code unknown}
 * says why.
 *
 * @param state the group's state in Kafka, such as {@code stable}
 * @param paused the topics that an operator has paused, {@code *} for all
 * @param lag the number of records that were not handled yet, in all partitions
 * @param unknown what did not answer, with the reason
 */
record GroupView(String group, @Nullable String state, Collection<String> paused, @Nullable Long lag,
		@Nullable List<Member> members, List<Partition> partitions, Map<String, String> unknown) {

	/**
	 * A member of the group: a thread of one of the instances.
	 *
	 * @param instanceId the id of a static member
	 */
	record Member(String memberId, String clientId, String host, @Nullable String instanceId, List<String> partitions) {
	}

	/**
	 * A partition of a topic that the group consumes.
	 *
	 * @param member the id of the member that it is assigned to
	 * @param next the offset from which the group goes on, as the database has it
	 * @param start the offset of the log's first record
	 * @param end the offset after the log's last record
	 * @param lag the number of offsets between the two
	 * @param committed the offset that was committed to Kafka, which decides nothing
	 * @param purgedThrough the highest offset whose receipt may have been purged, -1 for
	 * none
	 * @param paused whether an operator has paused it
	 * @param waitingFor what it waits for, if it is assigned to the instance that was
	 * asked
	 */
	record Partition(String topic, int partition, @Nullable String member, @Nullable Long next, @Nullable Long start,
			@Nullable Long end, @Nullable Long lag, @Nullable Long committed, @Nullable Long purgedThrough,
			boolean paused, @Nullable String waitingFor) {
	}

}
