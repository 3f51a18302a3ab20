package io.ackline.consumer;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.ConfluentKafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The consumer on the images that the compose file names.
 */
@Testcontainers(disabledWithoutDocker = true)
class ConsumerContainerIntegrationTests {

	@Container
	private static final ConfluentKafkaContainer kafka = new ConfluentKafkaContainer("confluentinc/cp-kafka:7.9.2")
		.withStartupTimeout(Duration.ofMinutes(3));

	@Container
	private static final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17.6")
		.waitingFor(Wait.forListeningPort())
		.withStartupTimeout(Duration.ofMinutes(3));

	@Test
	void processesAnEvent() {
		try (TestTopics topics = new TestTopics(kafka.getBootstrapServers())) {
			for (String topic : new String[] { "payments", "webhooks", "clicks" }) {
				topics.create(topic, 1);
			}
			try (RunningConsumer consumer = RunningConsumer
				.start(Map.of("spring.kafka.bootstrap-servers", kafka.getBootstrapServers(), "spring.datasource.url",
						postgres.getJdbcUrl(), "spring.datasource.username", postgres.getUsername(),
						"spring.datasource.password", postgres.getPassword()))
				.ready()) {
				topics.send("payments", 0, "payment.captured", "c-1", "a",
						"{\"account\":\"a\",\"amount\":5,\"currency\":\"EUR\"}");
				assertThat(consumer.receipt("c-1").get("state").asString()).isEqualTo("processed");
				assertThat(consumer.json("/api/v1/accounts/a").get("balances").get("EUR").asInt()).isEqualTo(5);
			}
		}
	}

}
