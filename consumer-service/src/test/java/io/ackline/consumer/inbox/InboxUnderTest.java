package io.ackline.consumer.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ackline.cluster.LocalCluster;
import io.ackline.consumer.deadletter.DeadLetters;
import io.ackline.consumer.handler.BatchEventHandler;
import io.ackline.consumer.handler.EventHandler;
import io.ackline.consumer.handler.Handlers;
import io.ackline.consumer.handler.Payloads;
import io.ackline.consumer.parking.ParkedCounts;
import io.ackline.consumer.parking.ParkedEvent;
import io.ackline.consumer.parking.ParkedEvents;
import io.ackline.consumer.parking.ParkedKey;
import io.ackline.consumer.parking.ParkedKeys;
import io.ackline.consumer.parking.RetryProperties;
import io.ackline.consumer.progress.LogPartition;
import io.ackline.consumer.progress.PartitionProgress;
import io.ackline.consumer.progress.Progress;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An inbox on a database of its own, with handlers whose effects can be counted.
 */
public final class InboxUnderTest implements AutoCloseable {

	public static final Uuid TOPIC_ID = Uuid.fromString("AAAAAAAAQACAAAAAAAAAAQ");

	/**
	 * Three attempts, each due at once.
	 */
	public static final RetryProperties RETRY = new RetryProperties(3, Duration.ofMillis(1), Duration.ofMillis(1),
			RetryProperties.OnExhausted.CONTINUE, 1, Duration.ofMillis(10), 10, Duration.ofSeconds(30), 10);

	private static final AtomicInteger databases = new AtomicInteger();

	private final HikariDataSource dataSource;

	private final JdbcTemplate jdbc;

	private final PartitionProgress progress;

	private final TransactionTemplate transaction;

	private final InboxProperties properties;

	private final Handlers handlers;

	private final Inbox inbox;

	private final List<Integer> batches = new CopyOnWriteArrayList<>();

	private final List<Consumer<Event>> beforeEffects = new CopyOnWriteArrayList<>();

	private final List<Consumer<Event>> afterEffects = new CopyOnWriteArrayList<>();

	public InboxUnderTest(LocalCluster cluster, Duration batchTime) {
		this(cluster, batchTime, RETRY);
	}

	public InboxUnderTest(LocalCluster cluster, Duration batchTime, RetryProperties retry) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(cluster.createDatabase("inbox_" + databases.incrementAndGet()));
		config.setUsername(cluster.jdbcUser());
		config.setPassword(cluster.jdbcPassword());
		config.setConnectionTimeout(1000);
		config.addDataSourceProperty("options", "-c lock_timeout=3s -c idle_in_transaction_session_timeout=10s");
		this.dataSource = new HikariDataSource(config);
		Flyway.configure().dataSource(this.dataSource).load().migrate();
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.jdbc.execute("create table effects (number bigserial primary key, id text not null, key text)");
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		this.progress = new PartitionProgress(this.jdbc, this.transaction);
		this.properties = new InboxProperties(100, batchTime, Duration.ofSeconds(5));
		this.handlers = new Handlers(List.of(new SingleHandler()), List.of(new BatchHandler(), new Rest()),
				new Payloads());
		InboxReceipts receipts = new InboxReceipts(this.jdbc);
		CircuitBreakers breakers = new CircuitBreakers(retry);
		ShareTransaction shares = new ShareTransaction(this.transaction, this.progress, receipts,
				new EntryHandlers(this.handlers, this.properties),
				new EntryParking(new ParkedKeys(this.jdbc), new ParkedEvents(this.jdbc), retry),
				new EntryBurial(receipts, new DeadLetters(this.jdbc)), breakers,
				new InboxMetrics(new SimpleMeterRegistry()));
		this.inbox = new Inbox(shares, this.handlers, new Isolation(new Suspects(this.jdbc)), breakers,
				this.properties);
	}

	/**
	 * Has something done for each event before its effect is written.
	 */
	public void beforeEffect(Consumer<Event> action) {
		this.beforeEffects.add(action);
	}

	/**
	 * Has something done for each event after its effect is written.
	 */
	public void afterEffect(Consumer<Event> action) {
		this.afterEffects.add(action);
	}

	public void heal() {
		this.beforeEffects.clear();
		this.afterEffects.clear();
	}

	public Outcome process(int partition, Progress expected, List<ConsumerRecord<byte[], byte[]>> records) {
		return this.inbox.process(new Share(log(partition), expected, records, "record", false));
	}

	/**
	 * Processes records as the first ones since the partition was assigned.
	 */
	public Outcome processFirst(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
		Progress expected = progress(partition).orElse(Progress.startingAt(0));
		return this.inbox.process(new Share(log(partition), expected,
				records.stream().filter((record) -> record.offset() >= expected.nextOffset()).toList(), "record",
				true));
	}

	public void release(int partition) {
		this.inbox.release(log(partition));
	}

	/**
	 * Forgets what a process forgets when it ends.
	 */
	public void crash(int partition) {
		this.inbox.forget(log(partition));
	}

	/**
	 * Processes the records from where the progress says, as a consumer that has just
	 * been assigned the partition.
	 */
	public Outcome process(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
		Progress expected = progress(partition).orElse(Progress.startingAt(0));
		return process(partition, expected,
				records.stream().filter((record) -> record.offset() >= expected.nextOffset()).toList());
	}

	public Optional<Progress> progress(int partition) {
		return this.progress.find(log(partition));
	}

	public static LogPartition log(int partition) {
		return new LogPartition(TOPIC_ID, "orders", partition);
	}

	public PartitionProgress partitionProgress() {
		return this.progress;
	}

	public ParkedCounts parkedCounts() {
		return new ParkedCounts(this.jdbc);
	}

	public TransactionTemplate transaction() {
		return this.transaction;
	}

	public InboxProperties properties() {
		return this.properties;
	}

	public Handlers handlers() {
		return this.handlers;
	}

	public JdbcTemplate jdbc() {
		return this.jdbc;
	}

	public List<String> effects() {
		return this.jdbc.queryForList("select id from effects order by number", String.class);
	}

	public List<String> receipts() {
		return this.jdbc.queryForList("""
				select id || ' ' || partition || '-' || "offset" || ' ' || state || ' ' || attempts
				from receipts order by partition, "offset\"""", String.class);
	}

	ParkedEvent firstParked(int partition, String key) {
		return new ParkedEvents(this.jdbc).first(ParkedKey.of(log(partition), key, 0), 1).get(0);
	}

	/**
	 * Returns the parked keys, each with its events in their order.
	 */
	public List<String> parked() {
		return this.jdbc.queryForList("""
				select k.key || case when held then ' held' else '' end || ':'
				  || coalesce(string_agg(' ' || id || ' ' || attempts, ',' order by turn), '')
				from parked_keys k left join parked_events e using (topic_id, partition, key)
				group by k.topic_id, k.partition, k.key order by k.partition, k.key""", String.class);
	}

	public List<String> deadLetters() {
		return this.jdbc.queryForList("""
				select reason || ' ' || partition || '-' || "offset" || ' ' || coalesce(event_id, '-')
				from dead_letters order by partition, "offset\"""", String.class);
	}

	public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String type, String id,
			String data) {
		return record(partition, offset, type, id, "k", data);
	}

	/**
	 * Returns the record of a parcel.
	 */
	public static ConsumerRecord<byte[], byte[]> parcel(int partition, long offset, String id, @Nullable String key) {
		return record(partition, offset, "parcel.sent", id, key, "{}");
	}

	/**
	 * Returns the record of an order.
	 */
	public static ConsumerRecord<byte[], byte[]> order(int partition, long offset, String id, @Nullable String key) {
		return record(partition, offset, "order.placed", id, key, "{\"n\":1}");
	}

	private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String type, String id,
			@Nullable String key, String data) {
		Event event = Event
			.builder(id, "/test", type, Instant.ofEpochSecond(1_700_000_000 + offset).atOffset(ZoneOffset.UTC))
			.key(key)
			.data(EventData.ofUtf8(data))
			.build();
		ProducerRecord<byte[], byte[]> written = EventRecords.toRecord("orders", partition, event);
		return record(partition, offset, written.key(), written.value(), written.headers());
	}

	public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String id) {
		return record(partition, offset, "order.placed", id, "{\"n\":1}");
	}

	public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] key, byte[] value,
			Headers headers) {
		return new ConsumerRecord<>("orders", partition, offset, 1_700_000_000_000L + offset, TimestampType.CREATE_TIME,
				(key != null) ? key.length : 0, (value != null) ? value.length : 0, key, value, headers,
				Optional.of(3));
	}

	public static List<ConsumerRecord<byte[], byte[]>> records(int partition, long from, String... ids) {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		for (String id : ids) {
			records.add(record(partition, from + records.size(), id));
		}
		return records;
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

	/**
	 * Returns how many events the handler of parcels got at once, each time.
	 */
	public List<Integer> batches() {
		return List.copyOf(this.batches);
	}

	private void effect(Event event) {
		this.beforeEffects.forEach((action) -> action.accept(event));
		this.jdbc.update("insert into effects (id, key) values (?, ?)", event.id(), event.key());
		this.afterEffects.forEach((action) -> action.accept(event));
	}

	/**
	 * The handler of orders.
	 */
	final class SingleHandler implements EventHandler<JsonNode> {

		@Override
		public String type() {
			return "order.*";
		}

		@Override
		public void handle(Event event, JsonNode data) {
			effect(event);
		}

	}

	/**
	 * The handler of parcels, which takes many at once.
	 */
	final class BatchHandler implements BatchEventHandler<JsonNode> {

		@Override
		public String type() {
			return "parcel.*";
		}

		@Override
		public void handle(List<Item<JsonNode>> events) {
			InboxUnderTest.this.batches.add(events.size());
			events.forEach((item) -> effect(item.event()));
		}

	}

	/**
	 * The handler of the rest, which does nothing with it.
	 */
	static final class Rest implements BatchEventHandler<Void> {

		@Override
		public String type() {
			return "*";
		}

		@Override
		public void handle(List<Item<Void>> events) {
		}

	}

}
