package io.ackline.consumer.progress;

import java.util.UUID;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A partition of a certain topic: one that was deleted and made again has another id.
 */
public record LogPartition(Uuid topicId, String topic, int partition) {

	public LogPartition(Uuid topicId, TopicPartition partition) {
		this(topicId, partition.topic(), partition.partition());
	}

	/**
	 * Returns the partition of a topic whose id is as the database has it.
	 */
	public static LogPartition of(UUID topicId, String topic, int partition) {
		return new LogPartition(new Uuid(topicId.getMostSignificantBits(), topicId.getLeastSignificantBits()), topic,
				partition);
	}

	/**
	 * Returns the topic's id as the database has it.
	 */
	public UUID uuid() {
		return new UUID(this.topicId.getMostSignificantBits(), this.topicId.getLeastSignificantBits());
	}

	@Override
	public String toString() {
		return this.topic + "-" + this.partition;
	}

}
