package io.ackline.producer.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.ackline.cluster.junit.LocalClusterExtension;
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

/**
 * A service with one thread, which waits for a body that never comes whole: as if
 * everything took long.
 */
@WithLocalCluster
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.producer.deadline=2s", "server.tomcat.connection-timeout=1s",
				"server.tomcat.threads.max=1", "server.tomcat.threads.min-spare=1",
				"spring.threads.virtual.enabled=false" })
class ArrivalIntegrationTests {

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private static final String EVENT = "{\"type\":\"payment.noted\",\"key\":\"a\"}";

	@Value("${local.server.port}")
	private int port;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@Test
	void refusesWhatHasWaitedForTooLong() throws IOException {
		HttpService service = new HttpService(this.port);
		service.awaitReady();
		CompletableFuture<HttpAnswer> event;
		CompletableFuture<HttpAnswer> records;
		CompletableFuture<HttpAnswer> health;
		try (Socket busy = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			keepBusy(busy);
			event = service.postLater(PAYMENTS, EVENT, "Idempotency-Key", "\"e-1\"");
			records = service.postLater("/topics/payments", "{\"records\":[{\"value\":1}]}", "Content-Type",
					"application/vnd.kafka.json.v2+json");
			health = CompletableFuture.supplyAsync(() -> service.get("/actuator/health/readiness"));
			assertThat(event.join().status()).isEqualTo(503);
		}
		assertThat(event.join().text("type")).isEqualTo("urn:ackline:problem:overloaded");
		assertThat(event.join().text("written")).isEqualTo("no");
		assertThat(event.join().text("id")).isEqualTo("e-1");
		assertThat(event.join().text("detail")).contains("500 ms at most (a quarter of ackline.producer.deadline)");
		assertThat(event.join().header("Retry-After")).isEqualTo("1");
		assertThat(records.join().status()).isEqualTo(503);
		assertThat(records.join().json().at("/error_code").asInt()).isEqualTo(503);
		assertThat(health.join().status()).as("health").isEqualTo(200);
		assertThat(service.post(PAYMENTS, EVENT).status()).as("at once").isEqualTo(201);
	}

	/**
	 * Returns once the service waits for a body.
	 */
	private static void keepBusy(Socket socket) throws IOException {
		String head = "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
			.formatted(PAYMENTS);
		socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
		BufferedReader in = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		assertThat(in.readLine()).startsWith("HTTP/1.1 100");
	}

}
