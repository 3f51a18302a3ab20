package io.ackline.producer.publish;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.PartitionWatch;
import io.ackline.producer.topic.Topic;
import io.ackline.producer.topic.TopicWatch;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Decides whether a record may be handed to Kafka now, and on which partition, by what is
 * known of the cluster: nothing here waits for it.
 */
@Component
class Admission {

	private final TopicWatch topics;

	private final PartitionWatch partitions;

	private final RecordProducers producers;

	private final PartitionChoice choice = new PartitionChoice();

	Admission(TopicWatch topics, PartitionWatch partitions, RecordProducers producers) {
		this.topics = topics;
		this.partitions = partitions;
		this.producers = producers;
	}

	/**
	 * Returns the partition for a record.
	 * @param key the record's key
	 * @return {@code null} if it has no key and Kafka's client may choose
	 * @throws ProblemException if no partition that it may go to can be written to
	 */
	@Nullable Integer partition(Topic topic, Acks acks, byte @Nullable [] key) {
		int count = partitions(topic, acks);
		return this.choice.choose(this.partitions.view(), topic, acks, key, count);
	}

	/**
	 * Returns the partition that a record names.
	 * @throws ProblemException if there is no such partition, or it cannot be written to
	 */
	int partition(Topic topic, Acks acks, int named) {
		if (named >= partitions(topic, acks)) {
			throw ProblemType.BAD_REQUEST.exception("Topic '%s' has no partition %d.".formatted(topic.name(), named));
		}
		this.choice.requireWritable(this.partitions.view(), topic, acks, named);
		return named;
	}

	/**
	 * Returns how many partitions a topic has. Kafka's client is asked only where the
	 * cluster has not been seen: it forgets its topics when it loses all brokers, and
	 * then would wait for them.
	 * @throws ProblemException if the topic cannot be written to yet
	 */
	int partitions(Topic topic, Acks acks) {
		String notReady = this.topics.whyNotWritable(topic);
		if (notReady != null) {
			throw ProblemType.TOPIC_NOT_READY
				.exception("Topic '%s' cannot be written to yet. %s.".formatted(topic.name(), notReady));
		}
		int seen = this.partitions.view().partitions(topic);
		return (seen > 0) ? seen : this.producers.partitions(acks, topic);
	}

	/**
	 * Returns the kind of problem that a failure of Kafka's client is. A broker that has
	 * just started may not have heard of a topic that the cluster has.
	 */
	ProblemType judge(Topic topic, Throwable failure) {
		ProblemType type = KafkaOutcomes.of(failure);
		boolean there = this.partitions.view().partitions(topic) > 0;
		return (type == ProblemType.TOPIC_MISSING && there) ? ProblemType.TOPIC_NOT_READY : type;
	}

}
