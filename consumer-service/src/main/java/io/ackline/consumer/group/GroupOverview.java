package io.ackline.consumer.group;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.ackline.consumer.database.DatabaseFailures;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Looks at the group in Kafka and in the database at the same time, and waits for neither
 * of them for long.
 */
@Component
class GroupOverview implements DisposableBean {

	private final KafkaGroup kafka;

	private final PartitionRows rows;

	private final GroupWatch watch;

	private final WaitingPartitions waiting;

	/**
	 * One thread, since a database that is stopped holds it for as long as it likes.
	 */
	private final ExecutorService database = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "ackline-overview");
		thread.setDaemon(true);
		return thread;
	});

	private @Nullable CompletableFuture<List<PartitionRow>> reading;

	GroupOverview(KafkaGroup kafka, PartitionRows rows, GroupWatch watch, WaitingPartitions waiting) {
		this.kafka = kafka;
		this.rows = rows;
		this.watch = watch;
		this.waiting = waiting;
	}

	/**
	 * Returns the group as it is now, with what can be found out in a few seconds. Never
	 * fails.
	 */
	CompletableFuture<GroupView> view() {
		SortedMap<String, String> unknown = new TreeMap<>();
		return look(unknown)
			.thenApply((look) -> look.view(this.kafka.id(), this.watch.paused(), this.watch::isPaused, unknown));
	}

	/**
	 * Returns the partitions as they are now. Never fails.
	 */
	CompletableFuture<List<GroupView.Partition>> partitions() {
		return look(new TreeMap<>()).thenApply((look) -> look.partitions(this.watch::isPaused));
	}

	private CompletableFuture<GroupLook> look(SortedMap<String, String> unknown) {
		CompletableFuture<ConsumerGroupDescription> group = this.kafka.describe();
		CompletableFuture<Map<TopicPartition, KafkaGroup.Log>> logs = this.kafka.logs();
		CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed = this.kafka.committed();
		CompletableFuture<List<PartitionRow>> read = read().copy()
			.orTimeout(KafkaGroup.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		return CompletableFuture.allOf(group, logs, committed, read)
			.handle((done, ex) -> new GroupLook(known(group, "members", unknown), known(logs, "logs", unknown),
					known(committed, "committed", unknown), known(read, "database", unknown),
					new HashMap<>(this.waiting.waiting())));
	}

	private synchronized CompletableFuture<List<PartitionRow>> read() {
		CompletableFuture<List<PartitionRow>> current = this.reading;
		if (current == null || current.isDone()) {
			current = CompletableFuture.supplyAsync(this.rows::findAll, this.database);
			this.reading = current;
		}
		return current;
	}

	private static <T> @Nullable T known(CompletableFuture<T> part, String name, Map<String, String> unknown) {
		try {
			return part.join();
		}
		catch (RuntimeException ex) {
			unknown.put(name, (ex.getCause() instanceof TimeoutException) ? "did not answer in time"
					: DatabaseFailures.message(ex));
			return null;
		}
	}

	@Override
	public void destroy() {
		this.database.shutdownNow();
	}

}
