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
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An inbox on a database of its own, with handlers whose effects can be counted.
 */
final class InboxUnderTest implements AutoCloseable {

	static final Uuid TOPIC_ID = Uuid.fromString("AAAAAAAAQACAAAAAAAAAAQ");

	private static final AtomicInteger databases = new AtomicInteger();

	private final HikariDataSource dataSource;

	private final JdbcTemplate jdbc;

	private final PartitionProgress progress;

	private final Inbox inbox;

	private final List<Consumer<Event>> beforeEffects = new CopyOnWriteArrayList<>();

	InboxUnderTest(LocalCluster cluster, Duration batchTime) {
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
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		this.progress = new PartitionProgress(this.jdbc, transaction);
		InboxProperties properties = new InboxProperties(100, batchTime, Duration.ofSeconds(5));
		Handlers handlers = new Handlers(List.of(new SingleHandler()), List.of(new BatchHandler(), new Rest()),
				new Payloads());
		ShareTransaction shares = new ShareTransaction(transaction, this.progress, new InboxReceipts(this.jdbc),
				new DeadLetters(this.jdbc), handlers, properties, new InboxMetrics(new SimpleMeterRegistry()));
		this.inbox = new Inbox(shares, handlers, properties);
	}

	/**
	 * Has something done for each event before its effect is written.
	 */
	void beforeEffect(Consumer<Event> action) {
		this.beforeEffects.add(action);
	}

	void heal() {
		this.beforeEffects.clear();
	}

	Outcome process(int partition, Progress expected, List<ConsumerRecord<byte[], byte[]>> records) {
		return this.inbox.process(new Share(log(partition), expected, records, "record", 0));
	}

	/**
	 * Processes the records from where the progress says, as a consumer that has just
	 * been assigned the partition.
	 */
	Outcome process(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
		Progress expected = progress(partition).orElse(Progress.startingAt(0));
		return process(partition, expected,
				records.stream().filter((record) -> record.offset() >= expected.nextOffset()).toList());
	}

	Optional<Progress> progress(int partition) {
		return this.progress.find(log(partition));
	}

	private static LogPartition log(int partition) {
		return new LogPartition(TOPIC_ID, "orders", partition);
	}

	PartitionProgress partitionProgress() {
		return this.progress;
	}

	JdbcTemplate jdbc() {
		return this.jdbc;
	}

	List<String> effects() {
		return this.jdbc.queryForList("select id from effects order by number", String.class);
	}

	List<String> receipts() {
		return this.jdbc.queryForList("""
				select id || ' ' || partition || '-' || "offset" || ' ' || state || ' ' || attempts
				from receipts order by partition, "offset\"""", String.class);
	}

	List<String> deadLetters() {
		return this.jdbc.queryForList("""
				select reason || ' ' || partition || '-' || "offset" || ' ' || coalesce(event_id, '-')
				from dead_letters order by partition, "offset\"""", String.class);
	}

	static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String type, String id, String data) {
		Event event = Event
			.builder(id, "/test", type, Instant.ofEpochSecond(1_700_000_000 + offset).atOffset(ZoneOffset.UTC))
			.key("k")
			.data(EventData.ofUtf8(data))
			.build();
		ProducerRecord<byte[], byte[]> written = EventRecords.toRecord("orders", partition, event);
		return record(partition, offset, written.key(), written.value(), written.headers());
	}

	static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String id) {
		return record(partition, offset, "order.placed", id, "{\"n\":1}");
	}

	static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] key, byte[] value,
			Headers headers) {
		return new ConsumerRecord<>("orders", partition, offset, 1_700_000_000_000L + offset, TimestampType.CREATE_TIME,
				(key != null) ? key.length : 0, (value != null) ? value.length : 0, key, value, headers,
				Optional.of(3));
	}

	static List<ConsumerRecord<byte[], byte[]>> records(int partition, long from, String... ids) {
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

	private void effect(Event event) {
		this.beforeEffects.forEach((action) -> action.accept(event));
		this.jdbc.update("insert into effects (id, key) values (?, ?)", event.id(), event.key());
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
			events.forEach((item) -> effect(item.event()));
		}

	}

	/**
	 * The handler of the rest.
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
