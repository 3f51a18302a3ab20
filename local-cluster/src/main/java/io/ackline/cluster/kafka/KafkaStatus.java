package io.ackline.cluster.kafka;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the brokers say of themselves, in numbers.
 *
 * @param brokers the ids of those that take part
 * @param controller the controller's id, null while one is being elected
 * @param topics the topics that are not internal, by name
 * @param groups the consumer groups, by name, null while their coordinators do not answer
 */
public record KafkaStatus(List<Integer> brokers, @Nullable Integer controller, List<Topic> topics,
		@Nullable List<Group> groups) {

	public KafkaStatus {
		brokers = List.copyOf(brokers);
		topics = List.copyOf(topics);
		groups = (groups != null) ? List.copyOf(groups) : null;
	}

	/**
	 * A topic.
	 *
	 * @param name its name
	 * @param partitions how many partitions it has
	 * @param replicas how many replicas each of them has
	 * @param minInSync the fewest replicas that are in sync for one of its partitions
	 * @param leaderless how many partitions have no leader
	 */
	public record Topic(String name, int partitions, int replicas, int minInSync, int leaderless) {
	}

	/**
	 * A consumer group.
	 *
	 * @param name its name
	 * @param state as Kafka calls it
	 * @param members how many members it has
	 * @param lag how many records are written and not committed, on the partitions that
	 * it has committed to
	 */
	public record Group(String name, String state, int members, long lag) {
	}

}
