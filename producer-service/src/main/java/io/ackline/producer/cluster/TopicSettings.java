package io.ackline.producer.cluster;

import java.util.List;
import java.util.Locale;

import io.ackline.producer.topic.Acks;
import io.ackline.producer.topic.TopicProperties;
import org.jspecify.annotations.Nullable;

/**
 * What is declared for a topic, as the HTTP API writes it: times as in ISO 8601, sizes in
 * bytes.
 */
record TopicSettings(int partitions, int replicas, int minInsyncReplicas, Acks acks, boolean pinAcks,
		@Nullable String retention, @Nullable Long retentionBytes, String cleanupPolicy, long maxMessageSize,
		List<String> types, @Nullable String defaultType, String unknownTypes, boolean uncleanLeaderElection) {

	static TopicSettings of(TopicProperties declared) {
		return new TopicSettings(declared.partitions(), declared.replicas(), declared.minInsyncReplicas(),
				declared.acks(), declared.pinAcks(),
				(declared.retention() != null) ? declared.retention().toString() : null,
				(declared.retentionBytes() != null) ? declared.retentionBytes().toBytes() : null,
				declared.cleanupPolicy().toString(), declared.maxMessageSize().toBytes(), declared.types(),
				declared.defaultType(), declared.unknownTypes().name().toLowerCase(Locale.ROOT),
				declared.uncleanLeaderElection());
	}

}
