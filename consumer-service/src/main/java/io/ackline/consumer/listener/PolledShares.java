package io.ackline.consumer.listener;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.ackline.consumer.database.DatabaseUnavailable;
import io.ackline.consumer.inbox.Inbox;
import io.ackline.consumer.inbox.Outcome;
import io.ackline.consumer.inbox.Share;
import io.ackline.consumer.progress.Progress;
import io.ackline.consumer.topic.ConsumedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what was polled of a partition to the inbox, share by share, and has the
 * partition wait where the inbox does not get on.
 */
final class PolledShares {

	private static final Logger log = LoggerFactory.getLogger(PolledShares.class);

	private static final Duration CONTENTION = Duration.ofMillis(100);

	private final Inbox inbox;

	private final ConsumedTopics topics;

	private final ListenerProperties properties;

	private final MeterRegistry metrics;

	private final Predicate<String> goingOn;

	/**
	 * Creates the shares.
	 * @param goingOn asked before each share whether to go on with a topic
	 */
	PolledShares(Inbox inbox, ConsumedTopics topics, ListenerProperties properties, MeterRegistry metrics,
			Predicate<String> goingOn) {
		this.inbox = inbox;
		this.topics = topics;
		this.properties = properties;
		this.metrics = metrics;
		this.goingOn = goingOn;
	}

	/**
	 * Handles records of a partition until a deadline. Those left are fetched again.
	 * @param deadline a value of {@link System#nanoTime()}
	 */
	void handle(Consumer<?, ?> consumer, ConsumedPartition partition, List<ConsumerRecord<byte[], byte[]>> polled,
			long deadline) {
		try {
			List<ConsumerRecord<byte[], byte[]>> rest = from(partition.progress(), polled);
			if (!rest.isEmpty() && isOfAnotherLog(partition.progress(), rest.get(0))) {
				partition.hold(consumer, "a log of another epoch to be looked at", Duration.ZERO);
				return;
			}
			while (!rest.isEmpty() && partition.isConsuming()) {
				if (System.nanoTime() - deadline > 0 || !this.goingOn.test(partition.partition().topic())) {
					consumer.seek(partition.partition(), partition.progress().position());
					return;
				}
				settle(consumer, partition, this.inbox.process(share(partition, rest)));
				rest = from(partition.progress(), rest);
			}
		}
		catch (DatabaseUnavailable ex) {
			String reason = "the database: " + ex.getMessage();
			log.warn("{} pauses: {}", partition.partition(), reason);
			partition.hold(consumer, reason, ex.isContention() ? CONTENTION : this.properties.backOff(1));
		}
		catch (RuntimeException ex) {
			log.error("{} pauses: the inbox failed", partition.partition(), ex);
			blocked(consumer, partition, partition.progress().nextOffset(), ex);
		}
	}

	private static List<ConsumerRecord<byte[], byte[]>> from(Progress progress,
			List<ConsumerRecord<byte[], byte[]>> records) {
		int first = 0;
		while (first < records.size() && records.get(first).offset() < progress.nextOffset()) {
			first++;
		}
		return records.subList(first, records.size());
	}

	/**
	 * Epochs only grow, unless the topic was deleted and made again.
	 */
	private static boolean isOfAnotherLog(Progress progress, ConsumerRecord<byte[], byte[]> first) {
		Integer known = progress.leaderEpoch();
		return known != null && first.leaderEpoch().orElse(known) < known;
	}

	private Share share(ConsumedPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
		return new Share(partition.log(), partition.progress(), records,
				this.topics.defaultType(partition.partition().topic()), partition.isFirstShare());
	}

	private void settle(Consumer<?, ?> consumer, ConsumedPartition partition, Outcome outcome) {
		if (outcome instanceof Outcome.Committed committed) {
			partition.advance(committed.progress());
			partition.passed();
		}
		else if (outcome instanceof Outcome.Blocked blocked) {
			partition.advance(blocked.progress());
			blocked(consumer, partition, blocked.offset(), blocked.cause());
		}
		else {
			this.metrics.counter("ackline.inbox.superseded", "topic", partition.partition().topic()).increment();
			partition.hold(consumer, "its progress to be read again", Duration.ZERO);
		}
	}

	private void blocked(Consumer<?, ?> consumer, ConsumedPartition partition, long offset, Throwable cause) {
		int pauses = partition.blocked();
		Duration backOff = this.properties.backOff(pauses);
		log.warn("{} pauses at offset {}, for the {}. time, going on in {} ms: {}", partition.partition(), offset,
				pauses, backOff.toMillis(), cause.toString());
		partition.block(consumer, cause.toString(), offset, backOff);
	}

}
