package io.ackline.inspector.message;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.ackline.inspector.cluster.ClusterConnection;
import io.ackline.inspector.live.EventStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends records as they are written. A page gets no more at once than it can show; what
 * is left out, it is told.
 */
@Component
class Followers implements SmartLifecycle {

	private static final Duration POLL = Duration.ofMillis(250);

	private static final int MOST_AT_ONCE = 50;

	private static final int MOST_FOLLOWERS = 10;

	private final AtomicInteger followers = new AtomicInteger();

	private final ClusterConnection connection;

	private final JsonMapper json;

	private volatile boolean running;

	Followers(ClusterConnection connection, JsonMapper json) {
		this.connection = connection;
		this.json = json;
	}

	void follow(List<TopicPartition> partitions, MessageFilter filter, EventStream stream) throws IOException {
		if (this.followers.incrementAndGet() > MOST_FOLLOWERS) {
			this.followers.decrementAndGet();
			throw new IllegalArgumentException(
					"%d pages follow a topic already; close one of them".formatted(MOST_FOLLOWERS));
		}
		try (Consumer<byte[], byte[]> consumer = this.connection.consumer()) {
			consumer.assign(partitions);
			consumer.seekToEnd(partitions);
			stream.send("{\"following\":true}");
			while (this.running) {
				follow(consumer, filter, stream);
			}
		}
		finally {
			this.followers.decrementAndGet();
		}
	}

	private void follow(Consumer<byte[], byte[]> consumer, MessageFilter filter, EventStream stream)
			throws IOException {
		List<ConsumerRecord<byte[], byte[]>> matching = new ArrayList<>();
		try {
			consumer.poll(POLL).forEach((kafkaRecord) -> {
				if (filter.test(kafkaRecord)) {
					matching.add(kafkaRecord);
				}
			});
		}
		catch (OffsetOutOfRangeException ex) {
			consumer.seekToEnd(ex.partitions());
		}
		int skipped = Math.max(0, matching.size() - MOST_AT_ONCE);
		if (matching.isEmpty()) {
			stream.beat();
		}
		else {
			stream.send(this.json.writeValueAsString(new Batch(matching.subList(skipped, matching.size())
				.stream()
				.map((kafkaRecord) -> Message.of(kafkaRecord, Message.PREVIEW))
				.toList(), skipped)));
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Records that have just come.
	 *
	 * @param skipped how many before them were left out
	 */
	record Batch(List<Message> messages, int skipped) {

	}

}
