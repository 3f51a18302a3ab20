package io.ackline.consumer.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.consumer.RunningConsumer;
import io.ackline.consumer.TestTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promises hold over real brokers, with instances that come, go and lose their
 * database while they work. {@code -Dackline.seed} chooses other runs. All runs share one
 * topic, so that each is judged with all that went before.
 */
@WithLocalCluster
class ModelOverKafkaIntegrationTests {

	private static final long SEED = Long.getLong("ackline.seed", 20_261);

	private static final int DISTURBANCES = 12;

	private static final Duration REST = Duration.ofSeconds(60);

	private static final Map<String, Object> properties = new HashMap<>();

	private static final List<RunningConsumer> consumers = new ArrayList<>();

	private static TestTopics topics;

	private static Database database;

	private static Logs logs;

	private final List<String> trace = new ArrayList<>();

	@BeforeAll
	static void open(LocalCluster cluster) throws Exception {
		topics = new TestTopics(cluster.bootstrapServers());
		List<String> shipped = List.of("payments", "webhooks", "clicks");
		shipped.forEach((topic) -> topics.create(topic, 1));
		topics.skip("model", shipped);
		topics.create(Logs.TOPIC, Logs.PARTITIONS);
		String url = cluster.createDatabase("model_over_kafka");
		database = new Database(url, cluster.jdbcUser(), cluster.jdbcPassword());
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
			Uuid id = admin.describeTopics(List.of(Logs.TOPIC)).allTopicNames().get().get(Logs.TOPIC).topicId();
			logs = new Logs(id, (produced) -> topics.send(produced).offset());
		}
		properties.putAll(Map.of("spring.kafka.bootstrap-servers", cluster.bootstrapServers(), "spring.datasource.url",
				url, "spring.datasource.username", cluster.jdbcUser(), "spring.datasource.password",
				cluster.jdbcPassword(), "spring.kafka.consumer.group-id", "model",
				"ackline.topics." + Logs.TOPIC + ".default-type", Logs.PLAIN_TYPE,
				"ackline.consumer.listener.max-back-off", "200ms"));
		properties.putAll(Map.of("ackline.consumer.retry.max-attempts", Instance.MAX_ATTEMPTS,
				"ackline.consumer.retry.first-back-off", "20ms", "ackline.consumer.retry.max-back-off", "100ms",
				"ackline.consumer.retry.interval", "20ms", "ackline.consumer.retry.lease", "1s"));
	}

	@AfterAll
	static void close() {
		consumers.forEach(RunningConsumer::close);
		topics.close();
		database.close();
	}

	@Test
	void keepsItsPromisesOverKafka() {
		judge(SEED);
		judge(SEED + 1);
	}

	@Test
	@Tag("full")
	void keepsItsPromisesOverKafkaInManyMoreRuns() {
		for (int run = 2; run < 22; run++) {
			judge(SEED + run);
		}
	}

	private void judge(long seed) {
		this.trace.clear();
		Random random = new Random(seed);
		for (int i = 0; i < DISTURBANCES; i++) {
			for (int events = random.nextInt(8); events > 0; events--) {
				this.trace.add(logs.append(new Dice(random.nextInt(1_000_000))).toString());
			}
			disturb(random);
		}
		if (consumers.isEmpty()) {
			join();
		}
		Set<String> findings = new TreeSet<>();
		try {
			Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(REST).until(() -> isAtRest());
		}
		catch (ConditionTimeoutException ex) {
			consumers.forEach((consumer) -> findings
				.add("pending: it does not come to rest, and says " + consumer.get("/actuator/health").body()));
		}
		new Promises(logs, new Observed(database.snapshot()), DISTURBANCES, findings::add).hold().areKept();
		assertThat(findings).as("-Dackline.seed=%d%n%s", seed, String.join(System.lineSeparator(), this.trace))
			.isEmpty();
	}

	private void disturb(Random random) {
		switch (random.nextInt(8)) {
			case 0 -> join();
			case 1 -> leave(random);
			case 2, 3, 4 -> {
				this.trace.add("the database ends all sessions");
				database.endSessions();
			}
			default -> {
				Observed before = new Observed(database.snapshot());
				Awaitility.await()
					.pollDelay(Duration.ofMillis(random.nextInt(1, 100)))
					.until(() -> new Observed(database.snapshot()).next(0) >= before.next(0));
			}
		}
	}

	private void join() {
		if (consumers.size() < 3) {
			this.trace.add("a consumer joins");
			consumers.add(RunningConsumer.start(properties, Handlers.class));
		}
	}

	private void leave(Random random) {
		if (consumers.size() > 1) {
			this.trace.add("a consumer leaves");
			consumers.remove(random.nextInt(consumers.size())).close();
		}
	}

	private static boolean isAtRest() {
		Observed observed = new Observed(database.snapshot());
		return observed.parkedKeys() == 0 && logs.isRead(0, observed.next(0)) && logs.isRead(1, observed.next(1));
	}

	/**
	 * The handlers of each instance.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		ModelHandlers.Single single(JdbcTemplate jdbc) {
			return new ModelHandlers(jdbc, () -> logs).single();
		}

		@Bean
		ModelHandlers.Batch batch(JdbcTemplate jdbc) {
			return new ModelHandlers(jdbc, () -> logs).batch();
		}

	}

}
