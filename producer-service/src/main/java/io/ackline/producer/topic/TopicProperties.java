package io.ackline.producer.topic;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a declared topic.
 *
 * @param partitions Number of partitions.
 * @param replicas Number of brokers that keep each partition.
 * @param minInsyncReplicas Number of replicas that must be in sync for a write with
 * acks=all.
 * @param acks Acknowledgement that a write waits for: all, 1 or 0.
 * @param pinAcks Whether a request that asks for other acks is refused.
 * @param retention Time for which records are kept; the broker's default if not set, for
 * ever if negative.
 * @param retentionBytes Size up to which each partition is kept; the broker's default if
 * not set.
 * @param cleanupPolicy What is done with old records: delete, compact or compact,delete.
 * @param maxMessageSize Size of the largest record, with its key and headers.
 * @param types Types of events that go to the topic, such as payment.captured or
 * payment.*.
 * @param defaultType Type of records that were written without one.
 * @param unknownTypes Whether events of other types that name the topic are accepted or
 * refused.
 * @param uncleanLeaderElection Whether a replica that is not in sync may become leader,
 * which loses acknowledged events.
 */
public record TopicProperties(@DefaultValue("6") int partitions, @DefaultValue("3") int replicas,
		@DefaultValue("2") int minInsyncReplicas, @DefaultValue("all") Acks acks,
		@DefaultValue("false") boolean pinAcks, @Nullable Duration retention, @Nullable DataSize retentionBytes,
		@DefaultValue("delete") CleanupPolicy cleanupPolicy, @DefaultValue("1MB") DataSize maxMessageSize,
		@DefaultValue List<String> types, @Nullable String defaultType,
		@DefaultValue("accept") UnknownTypes unknownTypes, @DefaultValue("false") boolean uncleanLeaderElection) {

}
