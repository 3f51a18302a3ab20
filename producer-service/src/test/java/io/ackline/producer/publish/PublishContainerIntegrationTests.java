package io.ackline.producer.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.ConfluentKafkaContainer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@Testcontainers(disabledWithoutDocker = true)
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.topics.payments.replicas=1", "ackline.topics.payments.min-insync-replicas=1",
				"ackline.topics.webhooks.replicas=1", "ackline.topics.webhooks.min-insync-replicas=1",
				"ackline.topics.clicks.replicas=1" })
class PublishContainerIntegrationTests {

	@Container
	static final ConfluentKafkaContainer KAFKA = new ConfluentKafkaContainer("confluentinc/cp-kafka:7.9.2")
		.withStartupTimeout(Duration.ofMinutes(3));

	@Value("${local.server.port}")
	private int port;

	@DynamicPropertySource
	static void kafka(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", KAFKA::getBootstrapServers);
	}

	@Test
	void publishesToASingleBroker() {
		HttpService service = new HttpService(this.port);
		service.awaitReady();
		HttpAnswer answer = service.post("/api/v1/events", "{\"type\":\"github.push\",\"data\":{\"ref\":\"main\"}}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.text("topic")).isEqualTo("webhooks");
		try (KafkaLog log = new KafkaLog(KAFKA.getBootstrapServers())) {
			ConsumerRecord<byte[], byte[]> stored = log.read(answer);
			assertThat(stored.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"ref\":\"main\"}");
			assertThat(KafkaLog.headers(stored)).containsEntry("ce_type", "github.push")
				.containsEntry("ce_id", answer.text("id"));
		}
	}

}
