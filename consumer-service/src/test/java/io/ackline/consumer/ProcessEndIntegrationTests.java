package io.ackline.consumer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.cluster.process.Child;
import io.ackline.cluster.process.ChildSpec;
import io.ackline.cluster.process.Command;
import io.ackline.cluster.process.Ledger;
import io.ackline.cluster.process.Signal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An event whose handler ends the process, again and again, and somebody who starts the
 * process as often.
 */
@Tag("full")
@WithLocalCluster
class ProcessEndIntegrationTests {

	private static final String TOPIC = "halting";

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final List<String> ends = new ArrayList<>();

	private JdbcTemplate jdbc;

	private Child consumer;

	@Test
	void isFoundToBeTheFaultOfOneEventWhoseKeyAloneWaitsForIt(LocalCluster cluster, @TempDir Path directory) {
		String url = cluster.createDatabase("halting");
		this.jdbc = new JdbcTemplate(new DriverManagerDataSource(url, cluster.jdbcUser(), cluster.jdbcPassword()));
		this.jdbc.execute("create schema test");
		this.jdbc.execute("create table test.effects (id text, number bigint generated always as identity)");
		this.consumer = consumer(cluster, url, directory);
		try (TestTopics topics = new TestTopics(cluster.bootstrapServers())) {
			List.of("payments", "webhooks", "clicks").forEach((topic) -> topics.create(topic, 1));
			topics.create(TOPIC, 1);
			List.of("a-1", "b-1", "x-1", "fatal-x", "b-2", "x-2", "a-2").forEach((id) -> send(topics, id));
			awaitState("a-2", "processed");
			assertThat(this.ends).containsExactly("1 tries", "2 tries", "1 tries, alone");
			assertThat(receipt("fatal-x"))
				.isEqualTo("retrying after 1: The event ended the process, or the process ended while it was handled");
			assertThat(effects()).containsExactly("a-1", "b-1", "x-1", "b-2", "a-2");
			awaitState("fatal-x", "dead");
			awaitState("x-2", "processed");
			send(topics, "x-3");
			awaitState("x-3", "processed");
			assertThat(receipt("fatal-x"))
				.isEqualTo("dead after 2: The process ended 4 times while the event was handled");
			assertThat(effects()).containsExactly("a-1", "b-1", "x-1", "b-2", "a-2", "x-2", "x-3");
			assertThat(this.ends).as("Three times before it is parked, and with four leases").hasSize(7);
			assertThat(this.jdbc.queryForList("select reason from dead_letters where topic = ?", String.class, TOPIC))
				.containsExactly("exhausted");
		}
		finally {
			if (this.consumer.isAlive()) {
				this.consumer.kill();
			}
		}
	}

	private static Child consumer(LocalCluster cluster, String url, Path directory) {
		Map<String, String> properties = new LinkedHashMap<>(Map.of("spring.kafka.bootstrap-servers",
				cluster.bootstrapServers(), "spring.datasource.url", url, "spring.datasource.username",
				cluster.jdbcUser(), "spring.datasource.password", cluster.jdbcPassword(),
				"spring.kafka.consumer.group-id", TOPIC, "ackline.consumer.instance-id", TOPIC, "server.port", "0"));
		properties.put("ackline.topics." + TOPIC + ".default-type", "plain");
		properties.put("ackline.consumer.retry.first-back-off", "100ms");
		properties.put("ackline.consumer.retry.lease", "1s");
		List<String> java = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), HaltingConsumer.class.getName()));
		properties.forEach((name, value) -> java.add("--" + name + "=" + value));
		return new Child(new ChildSpec(TOPIC, Command.java(java), Map.of(), directory,
				directory.resolve("consumer.log"), Signal.TERM, Duration.ofSeconds(20)),
				new Ledger(directory.resolve("children.json")));
	}

	private static void send(TestTopics topics, String id) {
		String key = id.startsWith(HaltingConsumer.Halting.FATAL) ? "x" : id.substring(0, 1);
		topics.send(TOPIC, 0, "halting.event", id, key, "{}");
	}

	/**
	 * Starts the process whenever it has ended, until an event's receipt says what it
	 * should.
	 */
	private void awaitState(String id, String state) {
		Awaitility.await().atMost(LIMIT).until(() -> {
			if (!this.consumer.isAlive()) {
				if (this.consumer.since() != null) {
					this.ends.add(suspicion());
				}
				this.consumer.start();
			}
			return receipt(id).startsWith(state);
		});
	}

	private String suspicion() {
		return String.join("; ", this.jdbc.queryForList("""
				select tries || ' tries' || case when alone then ', alone' else '' end
				from suspects where topic_id = (select topic_id from partition_progress where topic = ?)""",
				String.class, TOPIC));
	}

	private String receipt(String id) {
		if (this.jdbc.queryForObject("select to_regclass('receipts')::text", String.class) == null) {
			return "";
		}
		return String.join("; ", this.jdbc.queryForList(
				"select state || ' after ' || attempts || coalesce(': ' || error, '') from receipts where id = ?",
				String.class, id));
	}

	private List<String> effects() {
		return this.jdbc.queryForList("select id from test.effects order by number", String.class);
	}

}
