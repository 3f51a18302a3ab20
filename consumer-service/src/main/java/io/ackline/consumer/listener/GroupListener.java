package io.ackline.consumer.listener;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Hands what spring-kafka's containers call to the {@link Assignment} of the consumer
 * that it concerns. Spring-kafka seeks, commits and pauses nothing by itself here.
 */
final class GroupListener implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
		ConsumerAwareRebalanceListener, BatchInterceptor<byte[], byte[]>, CommonErrorHandler {

	private static final long PAUSE_AFTER_FAILURE = 1000;

	private final Map<Consumer<?, ?>, Assignment> assignments = new ConcurrentHashMap<>();

	private final Function<GroupListener, Assignment> factory;

	GroupListener(Function<GroupListener, Assignment> factory) {
		this.factory = factory;
	}

	private Assignment of(Consumer<?, ?> consumer) {
		return this.assignments.computeIfAbsent(consumer, (key) -> this.factory.apply(this));
	}

	Collection<Assignment> assignments() {
		return this.assignments.values();
	}

	/**
	 * Returns what partitions wait for, as far as they do.
	 */
	Map<TopicPartition, String> waiting() {
		Map<TopicPartition, String> waiting = new HashMap<>();
		assignments().forEach((assignment) -> assignment.partitions().forEach((partition) -> {
			ConsumedPartition.Waiting reason = partition.waiting();
			if (reason != null) {
				waiting.put(partition.partition(), reason.reason());
			}
		}));
		return waiting;
	}

	/**
	 * Forgets a consumer that is about to be closed.
	 */
	void forget(Consumer<?, ?> consumer) {
		Assignment assignment = this.assignments.remove(consumer);
		if (assignment != null) {
			assignment.tellAtLast(consumer);
		}
	}

	@Override
	public void setupThreadState(Consumer<?, ?> consumer) {
		of(consumer).beforePoll(consumer);
	}

	@Override
	public boolean wantsPollResult() {
		return true;
	}

	@Override
	public void onMessage(ConsumerRecords<byte[], byte[]> records, @Nullable Acknowledgment acknowledgment,
			Consumer<byte[], byte[]> consumer) {
		of(consumer).handle(consumer, records);
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		throw new UnsupportedOperationException("The container hands over what was polled");
	}

	@Override
	public ConsumerRecords<byte[], byte[]> intercept(ConsumerRecords<byte[], byte[]> records,
			Consumer<byte[], byte[]> consumer) {
		return records;
	}

	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		of(consumer).assigned(consumer, partitions);
	}

	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			Runnable publishPause) {
	}

	@Override
	public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		find(consumer).ifPresent((assignment) -> assignment.revoked(consumer, partitions));
	}

	@Override
	public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		find(consumer).ifPresent((assignment) -> assignment.lost(partitions));
	}

	private Optional<Assignment> find(Consumer<?, ?> consumer) {
		return Optional.ofNullable(this.assignments.get(consumer));
	}

	@Override
	public void handleOtherException(Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		if (!of(consumer).failed(consumer, thrown)) {
			try {
				ListenerUtils.stoppableSleep(container, PAUSE_AFTER_FAILURE);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
