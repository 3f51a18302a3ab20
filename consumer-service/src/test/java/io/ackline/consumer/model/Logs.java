package io.ackline.consumer.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.model.Behaviour.Failure;
import io.ackline.consumer.model.Written.Form;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The partitions' logs of a run.
 */
final class Logs {

	static final String TOPIC = "model";

	static final String PLAIN_TYPE = "single.plain";

	static final int PARTITIONS = 2;

	private static final Uuid TOPIC_ID = new Uuid(0x4d6f64656cL, 1);

	private static final String SOURCE = "/model";

	private static final String[] KEYS = { "a", "b", "c", null };

	private static final int[] TIMES = { 1, 2, 3, Behaviour.ALWAYS };

	private static final Form[] FORMS = { Form.SINGLE, Form.BATCH, Form.SINGLE, Form.BATCH, Form.PLAIN, Form.UNREADABLE,
			Form.UNDECODABLE, Form.SINGLE };

	private static final List<Failure> FAILURES = List.of(Failure.values());

	private final List<List<Written>> logs = IntStream.range(0, PARTITIONS)
		.<List<Written>>mapToObj((i) -> new ArrayList<>())
		.toList();

	private final Uuid topicId;

	private final Function<ProducerRecord<byte[], byte[]>, Long> log;

	private final List<Long> ends = new ArrayList<>(IntStream.range(0, PARTITIONS).mapToObj((i) -> 0L).toList());

	private final Map<String, Integer> failures = new HashMap<>();

	private final Set<String> healed = new HashSet<>();

	private int events;

	/**
	 * Creates logs in memory.
	 */
	Logs() {
		this.topicId = TOPIC_ID;
		this.log = this::next;
	}

	/**
	 * Creates logs of a topic.
	 * @param log appends a record to the topic's log, and returns its offset
	 */
	Logs(Uuid topicId, Function<ProducerRecord<byte[], byte[]>, Long> log) {
		this.topicId = topicId;
		this.log = log;
	}

	private long next(ProducerRecord<byte[], byte[]> produced) {
		return this.ends.set(produced.partition(), this.ends.get(produced.partition()) + 1);
	}

	LogPartition partition(int partition) {
		return new LogPartition(this.topicId, TOPIC, partition);
	}

	/**
	 * Appends a record as the dice choose: a new one, one that is there already, or one
	 * that uses the id of another.
	 */
	synchronized Written append(Dice dice) {
		int partition = dice.below(PARTITIONS);
		int kind = dice.below(8);
		List<Written> named = all().filter((written) -> written.form() == Form.SINGLE || written.form() == Form.BATCH)
			.toList();
		this.ends.set(partition, this.ends.get(partition) + ((dice.below(8) == 7) ? 2 : 0));
		if (kind >= 6 && !named.isEmpty()) {
			Written earlier = named.get(dice.below(named.size()));
			int n = (kind == 6) ? earlier.n() : ++this.events;
			return add(partition, earlier.form(), earlier.id(), n, earlier.key(),
					(kind == 6) ? earlier.behaviour() : Behaviour.GOOD);
		}
		this.events++;
		String key = KEYS[dice.below(KEYS.length)];
		Form form = FORMS[dice.below(FORMS.length)];
		return add(partition, form, "e" + this.events, this.events, key, behaviour(dice));
	}

	private static Behaviour behaviour(Dice dice) {
		boolean good = dice.below(3) != 2;
		int times = TIMES[dice.below(TIMES.length)];
		Failure failure = FAILURES.get(dice.below(FAILURES.size()));
		if (good) {
			return Behaviour.GOOD;
		}
		return new Behaviour(failure, (failure == Failure.UNPROCESSABLE) ? Behaviour.ALWAYS : times);
	}

	private Written add(int partition, Form form, String id, int n, String key, Behaviour behaviour) {
		ProducerRecord<byte[], byte[]> produced = produced(partition, form, id, n, key);
		long offset = this.log.apply(produced);
		boolean positional = form == Form.PLAIN || form == Form.UNDECODABLE;
		Written written = new Written(form, positional ? partition + "-" + offset : id,
				positional ? "/kafka/" + this.topicId : SOURCE, n, key, behaviour, read(produced, offset));
		this.logs.get(partition).add(written);
		this.failures.putIfAbsent(name(written.id(), n), behaviour.times());
		return written;
	}

	private static ProducerRecord<byte[], byte[]> produced(int partition, Form form, String id, int n, String key) {
		String data = (form == Form.UNREADABLE) ? "{" + n : "{\"n\":%d}".formatted(n);
		if (form == Form.PLAIN || form == Form.UNDECODABLE) {
			Headers headers = new RecordHeaders();
			if (form == Form.UNDECODABLE) {
				headers.add("ce_specversion", "0.3".getBytes(StandardCharsets.UTF_8));
			}
			byte[] keyBytes = (key != null) ? key.getBytes(StandardCharsets.UTF_8) : null;
			return new ProducerRecord<>(TOPIC, partition, keyBytes, data.getBytes(StandardCharsets.UTF_8), headers);
		}
		String type = (form == Form.BATCH) ? "batch.event" : "single.event";
		return EventRecords.toRecord(TOPIC, partition,
				Event.builder(id, SOURCE, type, Instant.EPOCH.atOffset(ZoneOffset.UTC))
					.key(key)
					.data(EventData.ofUtf8(data))
					.build());
	}

	private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> produced, long offset) {
		byte[] key = produced.key();
		return new ConsumerRecord<>(TOPIC, produced.partition(), offset, 1_700_000_000_000L + offset,
				TimestampType.CREATE_TIME, (key != null) ? key.length : 0, produced.value().length, key,
				produced.value(), produced.headers(), Optional.of(0));
	}

	/**
	 * Returns what the handler is to do with an event this time.
	 */
	synchronized Behaviour call(String id, int n) {
		String name = name(id, n);
		int left = this.failures.get(name);
		if (left == 0) {
			return Behaviour.GOOD;
		}
		if (left != Behaviour.ALWAYS) {
			this.failures.put(name, left - 1);
		}
		return all().filter((written) -> written.id().equals(id) && written.n() == n)
			.findFirst()
			.orElseThrow()
			.behaviour();
	}

	/**
	 * Has the handler succeed with an event from now on.
	 */
	synchronized void heal(Written written) {
		this.healed.add(name(written.id(), written.n()));
		this.failures.put(name(written.id(), written.n()), 0);
	}

	synchronized boolean isHealed(Written written) {
		return this.healed.contains(name(written.id(), written.n()));
	}

	private static String name(String id, int n) {
		return id + "#" + n;
	}

	synchronized List<ConsumerRecord<byte[], byte[]>> read(int partition, long from, int max) {
		return this.logs.get(partition)
			.stream()
			.filter((written) -> written.offset() >= from)
			.limit(max)
			.<ConsumerRecord<byte[], byte[]>>map(Written::kafkaRecord)
			.toList();
	}

	synchronized boolean isRead(int partition, long next) {
		List<Written> log = this.logs.get(partition);
		return log.isEmpty() || log.get(log.size() - 1).offset() < next;
	}

	Written at(String position) {
		return all().filter((written) -> written.position().equals(position)).findFirst().orElseThrow();
	}

	Stream<Written> all() {
		return this.logs.stream().flatMap(List::stream);
	}

}
