package io.ackline.consumer.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.ackline.consumer.progress.Gap;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.progress.Progress;
import io.ackline.consumer.topic.TopicIds;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Finds where to go on in partitions: where the progress says, if the log is still there;
 * otherwise where the log goes on, and then the gap is recorded.
 */
@Component
class Positions {

	private static final Logger log = LoggerFactory.getLogger(Positions.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final PartitionProgress progress;

	private final TopicIds topicIds;

	private final MeterRegistry metrics;

	Positions(PartitionProgress progress, TopicIds topicIds, MeterRegistry metrics) {
		this.progress = progress;
		this.topicIds = topicIds;
		this.metrics = metrics;
	}

	/**
	 * Lets the partitions be consumed from where they are to go on. One that another
	 * instance moved meanwhile goes on waiting.
	 * @throws KafkaException if the cluster does not answer
	 */
	void find(Consumer<?, ?> consumer, Collection<ConsumedPartition> partitions) {
		Set<TopicPartition> all = partitions.stream().map(ConsumedPartition::partition).collect(Collectors.toSet());
		Map<String, Uuid> ids = this.topicIds.ask(all.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
		Map<TopicPartition, Long> starts = consumer.beginningOffsets(all, TIMEOUT);
		Map<TopicPartition, Long> ends = consumer.endOffsets(all, TIMEOUT);
		Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all, TIMEOUT);
		for (ConsumedPartition partition : partitions) {
			TopicPartition key = partition.partition();
			Uuid id = ids.get(key.topic());
			if (id == null) {
				throw new KafkaException("The topic '%s' does not exist".formatted(key.topic()));
			}
			Place place = new Place(partition, new LogPartition(id, key), starts.getOrDefault(key, 0L),
					ends.getOrDefault(key, 0L), Optional.ofNullable(committed.get(key)));
			find(place).ifPresent((found) -> {
				consumer.seek(key, found.position());
				partition.consumeFrom(place.log(), found);
				consumer.resume(Set.of(key));
			});
		}
	}

	private Optional<Progress> find(Place place) {
		return this.progress.find(place.log()).map((known) -> goOn(place, known)).orElseGet(() -> start(place));
	}

	private Optional<Progress> goOn(Place place, Progress known) {
		OffsetAndMetadata divergence = place.partition().divergence();
		if (divergence != null && divergence.offset() < known.nextOffset()) {
			return move(place, known, Math.max(divergence.offset(), place.start()), Gap.Reason.TRUNCATED);
		}
		if (known.nextOffset() < place.start()) {
			return move(place, known, place.start(), Gap.Reason.DELETED);
		}
		// With an epoch the consumer finds out by itself where the logs part, and says
		// so.
		boolean undecided = known.leaderEpoch() == null || place.partition().isOutOfRange();
		if (known.nextOffset() > place.end() && undecided) {
			long unpurged = this.progress.purgedThrough(place.log()) + 1;
			return move(place, known, Math.min(Math.max(place.start(), unpurged), place.end()), Gap.Reason.TRUNCATED);
		}
		return Optional.of(known);
	}

	private Optional<Progress> start(Place place) {
		Optional<Progress> predecessor = this.progress.findPredecessor(place.log());
		if (predecessor.isPresent()) {
			return move(place, new Progress(predecessor.get().nextOffset(), null, 0), place.start(),
					Gap.Reason.RECREATED);
		}
		if (place.committed().isEmpty()) {
			return begin(place, Progress.startingAt(place.start()));
		}
		Progress committed = Progress.startingAt(place.committed().get().offset());
		if (committed.nextOffset() < place.start()) {
			return move(place, committed, place.start(), Gap.Reason.DELETED);
		}
		if (committed.nextOffset() > place.end()) {
			return move(place, committed, place.start(), Gap.Reason.TRUNCATED);
		}
		return begin(place, committed);
	}

	/**
	 * Writes the progress down before anything is consumed, so that what is deleted from
	 * now on is noticed.
	 */
	private Optional<Progress> begin(Place place, Progress start) {
		return this.progress.begin(place.log(), start) ? Optional.of(new Progress(start.nextOffset(), null, 1))
				: Optional.empty();
	}

	private Optional<Progress> move(Place place, Progress from, long to, Gap.Reason reason) {
		Progress target = new Progress(to, null, from.revision() + 1);
		Gap gap = new Gap(from.nextOffset(), to, reason);
		if (!this.progress.move(place.log(), from, target, gap)) {
			return Optional.empty();
		}
		log.warn("Gap in {}: offset {} was next, the log was {}; going on at {}", place.log(), gap.fromOffset(),
				reason.text(), to);
		this.metrics.counter("ackline.gaps", "topic", place.log().topic(), "reason", reason.text()).increment();
		return Optional.of(target);
	}

	/**
	 * What is known of a partition's log.
	 *
	 * @param start its first offset
	 * @param end the offset after its last
	 * @param committed what the group committed to Kafka
	 */
	private record Place(ConsumedPartition partition, LogPartition log, long start, long end,
			Optional<OffsetAndMetadata> committed) {
	}

}
