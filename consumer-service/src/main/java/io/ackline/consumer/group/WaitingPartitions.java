package io.ackline.consumer.group;

import java.util.Map;

import org.apache.kafka.common.TopicPartition;

/**
 * Tells what partitions that are assigned to this instance wait for.
 */
public interface WaitingPartitions {

	/**
	 * Returns the reasons of those that wait.
	 */
	Map<TopicPartition, String> waiting();

}
