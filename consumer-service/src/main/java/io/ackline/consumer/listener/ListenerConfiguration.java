package io.ackline.consumer.listener;

import java.time.Duration;

import io.ackline.consumer.group.GroupWatch;
import io.ackline.consumer.group.WaitingPartitions;
import io.ackline.consumer.inbox.Inbox;
import io.ackline.consumer.topic.ConsumedTopics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.event.ConsumerStoppingEvent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;

/**
 * The members of the group.
 */
@Configuration(proxyBeanMethods = false)
class ListenerConfiguration {

	private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration AUTHENTICATION_RETRY = Duration.ofSeconds(10);

	@Bean
	GroupListener groupListener(Inbox inbox, Positions positions, ConsumedTopics topics, ListenerProperties properties,
			GroupWatch watch, MeterRegistry metrics, ListenerState state) {
		PolledShares shares = new PolledShares(inbox, topics, properties, metrics,
				(topic) -> state.isRunning() && !watch.isPaused(topic));
		return new GroupListener((listener) -> new Assignment(shares, positions, inbox, properties, watch));
	}

	@Bean
	ConcurrentMessageListenerContainer<byte[], byte[]> listeners(ConsumerFactory<?, ?> configured,
			GroupListener listener, ConsumedTopics topics, ListenerProperties properties, InstanceProperties instance,
			MeterRegistry metrics) {
		ContainerProperties container = new ContainerProperties(topics.names().toArray(String[]::new));
		container.setMessageListener(listener);
		container.setConsumerRebalanceListener(listener);
		container.setAckMode(AckMode.MANUAL);
		container.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
		container.setMissingTopicsFatal(false);
		container.setPollTimeout(POLL_TIMEOUT.toMillis());
		container.setShutdownTimeout(SHUTDOWN_TIMEOUT.toMillis());
		container.setAuthExceptionRetryInterval(AUTHENTICATION_RETRY);
		GroupConsumers consumers = new GroupConsumers(configured.getConfigurationProperties(), instance.instanceId());
		consumers.addListener(new MicrometerConsumerListener<>(metrics));
		ConcurrentMessageListenerContainer<byte[], byte[]> listeners = new ConcurrentMessageListenerContainer<>(
				consumers, container);
		listeners.setBeanName("ackline");
		listeners.setConcurrency(properties.concurrency());
		listeners.setBatchInterceptor(listener);
		listeners.setCommonErrorHandler(listener);
		listeners.setAutoStartup(false);
		return listeners;
	}

	@Bean
	WaitingPartitions waitingPartitions(GroupListener listener) {
		return listener::waiting;
	}

	@Bean
	ConsumerForgetting consumerForgetting(GroupListener listener) {
		return new ConsumerForgetting(listener);
	}

	/**
	 * Forgets the assignment of a consumer that is closed.
	 */
	static final class ConsumerForgetting {

		private final GroupListener listener;

		ConsumerForgetting(GroupListener listener) {
			this.listener = listener;
		}

		@EventListener
		void on(ConsumerStoppingEvent event) {
			this.listener.forget(event.getConsumer());
		}

	}

}
