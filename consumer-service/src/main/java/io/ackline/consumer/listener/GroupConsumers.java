package io.ackline.consumer.listener;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes the consumers that are the members of the group. What the promises rest on is set
 * here and is not {@code spring.kafka.consumer.*}'s to override; the rest is.
 */
final class GroupConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

	GroupConsumers(Map<String, Object> configured, @Nullable String instanceId) {
		super(configuration(configured, instanceId));
	}

	private static Map<String, Object> configuration(Map<String, Object> configured, @Nullable String instanceId) {
		Map<String, Object> configuration = new HashMap<>(configured);
		configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
		configuration.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
		configuration.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
				CooperativeStickyAssignor.class.getName());
		configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
		configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
		if (instanceId != null) {
			// spring-kafka appends the listener's number
			configuration.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
		}
		return configuration;
	}

	@Override
	protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> configuration) {
		return new LeavingConsumer(configuration);
	}

	/**
	 * Leaves the group when it is closed. Static members do not by themselves: their
	 * partitions would wait for the session's timeout, which is meant for those that were
	 * killed and come back.
	 */
	private final class LeavingConsumer extends ExtendedKafkaConsumer {

		private LeavingConsumer(Map<String, Object> configuration) {
			super(configuration);
		}

		/**
		 * Does nothing: the container unsubscribes just before it closes, and a static
		 * member that is not subscribed has no group to leave.
		 */
		@Override
		public void unsubscribe() {
		}

		@Override
		public void close() {
			close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
		}

	}

}
