package io.ackline.consumer.group;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.ackline.consumer.database.DatabaseFailures;
import io.ackline.consumer.web.ProblemException;
import io.ackline.consumer.web.ProblemType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves the group, within the log and never below what was purged, where the inbox no
 * longer knows what was handled. All partitions of an order are moved, or none.
 * Consumers, also idle ones, go on from there within seconds: the row's revision changes,
 * so that a share that was read before cannot be committed after.
 */
@Component
class OffsetMoves {

	private static final Logger log = LoggerFactory.getLogger(OffsetMoves.class);

	private final KafkaGroup kafka;

	private final PartitionRows rows;

	private final TransactionTemplate transaction;

	OffsetMoves(KafkaGroup kafka, PartitionRows rows, TransactionTemplate transaction) {
		this.kafka = kafka;
		this.rows = rows;
		this.transaction = transaction;
	}

	/**
	 * Carries out an order.
	 * @throws Problem if it cannot be carried out
	 */
	OffsetMove.Result move(OffsetMove move) {
		SortedMap<Integer, Goal> goals = goals(move);
		try {
			List<OffsetMove.Moved> moved = Objects
				.requireNonNull(this.transaction.execute((status) -> move(move, goals)));
			if (!move.dryRun()) {
				moved.forEach((one) -> log.info("Moved {}-{} from offset {} to {} by an operator", one.topic(),
						one.partition(), one.from(), one.to()));
			}
			return new OffsetMove.Result(move.dryRun(), moved);
		}
		catch (RuntimeException ex) {
			if (DatabaseFailures.isContention(ex)) {
				throw ProblemType.BUSY.exception(
						"Events of '%s' are being handled just now, and take long. Try again, or pause the topic first."
							.formatted(move.topic()));
			}
			throw ex;
		}
	}

	private SortedMap<Integer, Goal> goals(OffsetMove move) {
		Map<TopicPartition, CompletableFuture<Long>> times = new HashMap<>();
		SortedMap<Integer, Goal> goals = new TreeMap<>();
		Map<TopicPartition, KafkaGroup.Log> logs = told(this.kafka.logs());
		logs.keySet()
			.stream()
			.filter((key) -> key.topic().equals(move.topic()))
			.filter((key) -> move.partition() == null || key.partition() == move.partition())
			.forEach((key) -> times.put(key, at(key, move.to().time())));
		times.forEach((key, time) -> goals.put(key.partition(),
				goal(key, Objects.requireNonNull(logs.get(key)), move.to(), told(time))));
		if (goals.isEmpty()) {
			throw ProblemType.NOT_FOUND.exception("'%s' has no partition %s.".formatted(move.topic(),
					(move.partition() != null) ? move.partition() : "yet"));
		}
		return goals;
	}

	private CompletableFuture<Long> at(TopicPartition partition, @Nullable Instant time) {
		return (time != null) ? this.kafka.offsetAt(partition, time) : CompletableFuture.completedFuture(-1L);
	}

	private static <T> T told(CompletableFuture<T> answer) {
		try {
			return answer.join();
		}
		catch (CompletionException ex) {
			throw silent(DatabaseFailures.message(ex));
		}
	}

	private static ProblemException silent(String reason) {
		return ProblemType.CLUSTER_UNREACHABLE
			.exception("Kafka does not tell where the log starts and ends (%s). Try again later.".formatted(reason));
	}

	private static Goal goal(TopicPartition partition, KafkaGroup.Log found, OffsetMove.Target to, long atTime) {
		Long start = found.start();
		Long end = found.end();
		if (start == null || end == null) {
			throw silent(partition + " has no leader");
		}
		if (to.offset() != null) {
			return new Goal(found, start, end, to.offset(), false);
		}
		if (to.time() != null) {
			return new Goal(found, start, end, (atTime >= 0) ? atTime : end, false);
		}
		return to.text().equals(OffsetMove.Target.LATEST) ? new Goal(found, start, end, end, false)
				: new Goal(found, start, end, start, true);
	}

	private List<OffsetMove.Moved> move(OffsetMove move, SortedMap<Integer, Goal> goals) {
		UUID topicId = goals.values().iterator().next().log().uuid();
		SortedMap<Integer, PartitionRow> found = move.dryRun() ? this.rows.find(topicId, goals.keySet())
				: this.rows.lock(topicId, goals.keySet());
		List<OffsetMove.Moved> moves = goals.entrySet().stream().map((entry) -> {
			PartitionRow row = found.get(entry.getKey());
			if (row == null) {
				throw ProblemType.CONFLICT
					.exception("The group has not begun %s-%d yet. Start an instance, and try again then."
						.formatted(move.topic(), entry.getKey()));
			}
			long to = entry.getValue().offset(row);
			return OffsetMove.Moved.of(row, to,
					(to < row.nextOffset()) ? this.rows.countReceipts(row, to, row.nextOffset()) : 0);
		}).sorted(Comparator.comparing(OffsetMove.Moved::partition)).toList();
		if (!move.dryRun()) {
			moves.forEach((one) -> this.rows.move(Objects.requireNonNull(found.get(one.partition())), one.to()));
		}
		return moves;
	}

	/**
	 * Where to go on in a partition's log.
	 *
	 * @param atLeast whether to go on later where purging has got further
	 */
	private record Goal(KafkaGroup.Log log, long start, long end, long wanted, boolean atLeast) {

		long offset(PartitionRow row) {
			long unpurged = row.purgedThrough() + 1;
			long lowest = Math.min(Math.max(this.start, unpurged), Math.max(this.end, row.nextOffset()));
			if (this.atLeast && this.wanted < lowest) {
				return lowest;
			}
			if (this.wanted < lowest || this.wanted > this.end) {
				throw ProblemType.CONFLICT.exception(
						"%s-%d can go on from offset %d (%s) to %d (the log's end), not at %d.".formatted(row.topic(),
								row.partition(), lowest,
								(unpurged > this.start) ? "receipts before it were purged" : "the log's start",
								this.end, this.wanted));
			}
			return this.wanted;
		}

	}

}
