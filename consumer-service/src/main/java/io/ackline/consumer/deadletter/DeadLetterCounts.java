package io.ackline.consumer.deadletter;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.ackline.consumer.topic.ConsumedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * How many dead letters wait, for an operator or to be published, as gauges. Each
 * instance tells of all, so that they are to be compared, not summed up.
 */
@Repository
class DeadLetterCounts {

	private static final List<String> UNDECIDED = List.of("dead", "scheduled");

	private final JdbcTemplate jdbc;

	private final ConsumedTopics topics;

	private final MultiGauge undecided;

	private final MultiGauge unpublished;

	DeadLetterCounts(JdbcTemplate jdbc, ConsumedTopics topics, MeterRegistry metrics) {
		this.jdbc = jdbc;
		this.topics = topics;
		this.undecided = MultiGauge.builder("ackline.dead.letters")
			.description("Dead letters that are neither retried nor discarded")
			.register(metrics);
		this.unpublished = MultiGauge.builder("ackline.dead.letters.unpublished")
			.description("Dead letters that are not known to be in Kafka")
			.register(metrics);
	}

	/**
	 * Counts anew. What there is none of is told as 0.
	 */
	void refresh() {
		Map<Tags, Long> waiting = new TreeMap<>(DeadLetterCounts::compare);
		Map<Tags, Long> outbox = new TreeMap<>(DeadLetterCounts::compare);
		for (String topic : this.topics.names()) {
			outbox.put(Tags.of("topic", topic), 0L);
			for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
				UNDECIDED.forEach((state) -> waiting.put(tags(topic, reason.text(), state), 0L));
			}
		}
		this.jdbc.query("""
				select topic, reason, state, count(*) from dead_letters where state in ('dead', 'scheduled')
				group by topic, reason, state""", (row) -> {
			waiting.put(tags(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4));
		});
		this.jdbc.query("select topic, count(*) from dead_letters where published_at is null group by topic", (row) -> {
			outbox.put(Tags.of("topic", row.getString(1)), row.getLong(2));
		});
		this.undecided.register(rows(waiting), true);
		this.unpublished.register(rows(outbox), true);
	}

	private static int compare(Tags one, Tags other) {
		return one.toString().compareTo(other.toString());
	}

	private static Tags tags(String topic, String reason, String state) {
		return Tags.of("topic", topic, "reason", reason, "state", state);
	}

	private static List<MultiGauge.Row<?>> rows(Map<Tags, Long> counts) {
		List<MultiGauge.Row<?>> rows = new ArrayList<>();
		counts.forEach((tags, count) -> rows.add(MultiGauge.Row.of(tags, count)));
		return rows;
	}

	/**
	 * Returns how many letters there are that are not known to be in Kafka, and since
	 * when.
	 */
	Unpublished unpublished() {
		return this.jdbc.query("select count(*), min(died_at) from dead_letters where published_at is null", (rows) -> {
			rows.next();
			Timestamp oldest = rows.getTimestamp(2);
			return new Unpublished(rows.getLong(1), (oldest != null) ? oldest.toInstant() : null);
		});
	}

	/**
	 * The letters that are not known to be in Kafka.
	 */
	record Unpublished(long count, @Nullable Instant oldest) {
	}

}
