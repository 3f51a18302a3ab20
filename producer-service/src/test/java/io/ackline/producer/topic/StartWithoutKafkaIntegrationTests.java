package io.ackline.producer.topic;

import java.io.IOException;
import java.net.URI;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StartWithoutKafkaIntegrationTests {

	/**
	 * Where the service looks for Kafka, and where there is nothing at first.
	 */
	private static final int BOOTSTRAP_PORT = Forwarder.freePort();

	@Value("${local.server.port}")
	private int port;

	@DynamicPropertySource
	static void nowhere(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> "127.0.0.1:" + BOOTSTRAP_PORT);
	}

	@Test
	void startsSaysSoAndRecovers(LocalCluster cluster) throws IOException {
		HttpService service = new HttpService(this.port);
		await().untilAsserted(() -> {
			HttpAnswer readiness = service.get("/actuator/health/readiness");
			assertThat(readiness.status()).isEqualTo(503);
			assertThat(readiness.text()).contains("OUT_OF_SERVICE",
					"Kafka does not answer at 127.0.0.1:" + BOOTSTRAP_PORT);
		});
		assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
		HttpAnswer refused = service.post("/api/v1/events", "{\"id\":\"e\",\"type\":\"payment.noted\"}");
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.text("type")).isEqualTo("urn:ackline:problem:topic-not-ready");
		assertThat(refused.text("written")).isEqualTo("no");
		assertThat(refused.json().path("retryable").asBoolean()).isTrue();
		assertThat(refused.text("id")).isEqualTo("e");
		assertThat(refused.header("Retry-After")).isEqualTo("1");
		URI broker = URI.create("kafka://" + cluster.bootstrapServers().replaceAll(",.*", ""));
		try (Forwarder forwarder = Forwarder.open(BOOTSTRAP_PORT, broker.getPort())) {
			service.awaitReady();
			HttpAnswer stored = service.post("/api/v1/events", "{\"id\":\"e\",\"type\":\"payment.noted\"}");
			assertThat(stored.status()).isEqualTo(201);
			assertThat(forwarder.connections()).isPositive();
		}
	}

}
