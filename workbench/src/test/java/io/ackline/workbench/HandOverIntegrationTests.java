package io.ackline.workbench;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.PortPlan;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long events wait when one of two consumers is killed, by whether it is started
 * again and whether the group knows it by an instance id: the longest time from an
 * event's being written to the commit of its effect.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandOverIntegrationTests {

	private static final Logger log = LoggerFactory.getLogger(HandOverIntegrationTests.class);

	private static final AtomicInteger tests = new AtomicInteger();

	private static final String TOPIC = "webhooks";

	private static final int PARTITIONS = 6;

	/**
	 * What the group is told to wait for a member that says nothing, and what it may take
	 * until everything is well again.
	 */
	private static final Duration SESSION = Duration.ofSeconds(10);

	private static final Duration REST = Duration.ofSeconds(40);

	private static final Duration EACH = Duration.ofMillis(20);

	private final Map<String, URI> consumers = new TreeMap<>();

	private LocalCluster cluster;

	private String database;

	private String source;

	@BeforeAll
	void start(@TempDir Path directory) throws Exception {
		this.cluster = LocalCluster.builder().directory(directory).start();
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.cluster.bootstrapServers()))) {
			List<NewTopic> topics = List.of("payments", TOPIC, "clicks")
				.stream()
				.map((name) -> new NewTopic(name, Optional.of(PARTITIONS), Optional.of((short) 3)))
				.toList();
			admin.createTopics(topics).all().get();
		}
	}

	@AfterAll
	void stop() {
		this.cluster.close();
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "true,false", "false,true", "false,false" })
	void delaysTheOthersPartitionsNotAtAllAndItsOwnForTheSessionsTimeoutAtMost(boolean named, boolean restarted)
			throws Exception {
		int test = tests.incrementAndGet();
		this.database = this.cluster.createDatabase("hand_over_" + test);
		this.source = "/hand-over/" + test;
		startTwo(test, named);
		try {
			Map<Integer, String> before = owners();
			String victim = before.get(0);
			try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
					Map.of("bootstrap.servers", this.cluster.bootstrapServers()), new ByteArraySerializer(),
					new ByteArraySerializer())) {
				int sent = send(producer, 0, Duration.ofSeconds(2));
				this.cluster.kill(victim);
				if (restarted) {
					this.cluster.node(victim).child().start();
				}
				sent = send(producer, sent, SESSION.plusSeconds(8));
				int all = sent;
				Awaitility.await().atMost(REST).until(() -> processed() == all);
			}
			Map<Integer, Duration> waits = waits();
			Duration own = longest(waits, before, victim, true);
			Duration others = longest(waits, before, victim, false);
			log.error("killed {}, {}: its events waited up to {} ms, the others' up to {} ms",
					restarted ? "and started again" : "for good", named ? "with an instance id" : "without one",
					own.toMillis(), others.toMillis());
			assertThat(own).isLessThan(SESSION.plusSeconds(7));
			assertThat(others).isLessThan(Duration.ofSeconds(3));
			if (named && restarted) {
				assertThat(owners()).isEqualTo(before);
			}
		}
		finally {
			this.consumers.keySet()
				.stream()
				.filter((name) -> this.cluster.node(name).child().isAlive())
				.forEach(this.cluster::kill);
			this.consumers.clear();
		}
	}

	private void startTwo(int test, boolean named) {
		List<Integer> ports = PortPlan.free(0, 2).brokers();
		for (int number = 1; number <= 2; number++) {
			String name = "consumer-%d-%d".formatted(test, number);
			URI address = URI.create("http://127.0.0.1:" + ports.get(number - 1));
			RunningServices.start(this.cluster, name, "consumer-service", address,
					Map.of("SPRING_DATASOURCE_URL", this.database, "SPRING_KAFKA_CLIENT_ID", name,
							"SPRING_KAFKA_CONSUMER_GROUP_ID", "hand-over-" + test,
							"SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS", String.valueOf(SESSION.toMillis()),
							"ACKLINE_CONSUMER_INSTANCEID", named ? name : ""));
			this.consumers.put(name, address);
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> owners().values().stream().distinct().count() == 2 && owners().size() == PARTITIONS);
	}

	/**
	 * Returns which consumer each partition is assigned to, by the clients' names.
	 */
	private Map<Integer, String> owners() throws Exception {
		JsonNode members = new HttpJson(this.consumers.values().iterator().next()).get("/api/v1/group")
			.body()
			.path("members");
		Map<Integer, String> owners = new TreeMap<>();
		members.forEach((member) -> member.path("partitions")
			.valueStream()
			.map(JsonNode::asString)
			.filter((partition) -> partition.startsWith(TOPIC + "-"))
			.forEach((partition) -> owners.put(Integer.parseInt(partition.substring(TOPIC.length() + 1)),
					this.consumers.keySet()
						.stream()
						.filter((name) -> member.path("clientId").asString("").startsWith(name))
						.findFirst()
						.orElse(""))));
		return owners;
	}

	private int send(KafkaProducer<byte[], byte[]> producer, int from, Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		int next = from;
		while (System.nanoTime() < end) {
			Event event = Event.builder("e-" + next, this.source, "github.push", OffsetDateTime.now(ZoneOffset.UTC))
				.key("k-" + next)
				.data(EventData.ofUtf8("{}"))
				.build();
			var unused = producer.send(EventRecords.toRecord(TOPIC, next % PARTITIONS, event));
			next++;
			LockSupport.parkNanos(EACH.toNanos());
		}
		producer.flush();
		return next;
	}

	private int processed() {
		return query("select count(*)::int, 0 from receipts where source = ? and state = 'processed'").keySet()
			.iterator()
			.next();
	}

	private Map<Integer, Duration> waits() {
		return query("""
				select partition, extract(epoch from max(processed_at - written_at)) * 1000 from receipts
				where source = ? group by partition""").entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> Duration.ofMillis(entry.getValue())));
	}

	/**
	 * Asks for two numbers of this test's events.
	 */
	private Map<Integer, Long> query(String sql) {
		try (Connection connection = DriverManager.getConnection(this.database, this.cluster.jdbcUser(),
				this.cluster.jdbcPassword()); PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, this.source);
			Map<Integer, Long> result = new TreeMap<>();
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					result.put(rows.getInt(1), rows.getLong(2));
				}
			}
			return result;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Duration longest(Map<Integer, Duration> waits, Map<Integer, String> owners, String name,
			boolean its) {
		return waits.entrySet()
			.stream()
			.filter((entry) -> owners.get(entry.getKey()).equals(name) == its)
			.map(Map.Entry::getValue)
			.max(Duration::compareTo)
			.orElseThrow();
	}

}
