package io.ackline.inspector.cluster;

import java.util.List;

/**
 * A topic and who keeps its partitions.
 *
 * @param name its name
 * @param id its id, as Kafka writes it
 * @param internal whether it is one of Kafka's own
 * @param partitions its partitions, in the order of their numbers
 */
public record TopicPartitions(String name, String id, boolean internal, List<Partition> partitions) {

	public TopicPartitions {
		partitions = List.copyOf(partitions);
	}

}
