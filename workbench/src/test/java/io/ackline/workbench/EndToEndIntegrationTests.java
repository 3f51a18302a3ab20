package io.ackline.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.events.Event;
import io.ackline.workbench.HttpJson.Answer;
import io.ackline.workbench.evidence.LogReader;
import io.ackline.workbench.evidence.LogRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@WithLocalCluster
class EndToEndIntegrationTests {

	private static final Duration READ = Duration.ofSeconds(20);

	private static final String HOOKS = "/hooks/github";

	private HttpJson producer;

	private HttpJson consumer;

	private LogReader log;

	@BeforeEach
	void start(LocalCluster cluster) {
		RunningServices services = RunningServices.on(cluster);
		this.producer = new HttpJson(services.producer());
		this.consumer = new HttpJson(services.consumer());
		this.log = new LogReader(cluster.bootstrapServers());
	}

	@Test
	void takesAnEventFromItsPostToItsReceiptWithinASecond() throws Exception {
		String data = "{\"account\": \"a-1\",   \"amount\": 1299, \"currency\": \"EUR\"}";
		Answer stored = this.producer.post("/api/v1/topics/payments/events", """
				{"id": "e2e-1", "source": "/shop", "type": "payment.captured", "key": "a-1", "data": %s}"""
			.formatted(data));
		assertThat(stored.status()).isEqualTo(201);
		assertThat(stored.body().path("topic").stringValue()).isEqualTo("payments");
		assertThat(stored.body().path("acks").stringValue()).isEqualTo("all");
		JsonNode receipt = awaitProcessed("e2e-1", Duration.ofSeconds(1));
		assertThat(receipt.path("partition")).isEqualTo(stored.body().path("partition"));
		assertThat(receipt.path("offset").longValue()).isEqualTo(stored.body().path("offset").longValue());
		Answer account = this.consumer.get("/api/v1/accounts/a-1");
		assertThat(account.status()).isEqualTo(200);
		assertThat(account.body().path("balances").path("EUR").longValue()).isEqualTo(1299);
		assertThat(account.body().path("events").longValue()).isOne();
		assertThat(this.log.read("payments", "/shop", READ)).singleElement()
			.satisfies((entry) -> assertThat(entry.event().data()).hasToString(data));
	}

	@Test
	void takesWebhookDeliveriesOnceHoweverOftenTheyCome() throws Exception {
		List<JsonNode> deliveries = deliveries();
		for (JsonNode delivery : deliveries) {
			assertThat(post(delivery).status()).isEqualTo(201);
		}
		for (JsonNode delivery : deliveries) {
			assertThat(awaitProcessed(id(delivery), Duration.ofSeconds(10)).path("type").stringValue())
				.isEqualTo(type(delivery));
		}
		JsonNode receipts = receipts();
		assertThat(receipts.size()).isEqualTo(deliveries.size());
		for (JsonNode delivery : deliveries) {
			assertThat(post(delivery).status()).isEqualTo(201);
		}
		awaitAllConsumed(deliveries);
		assertThat(receipts()).isEqualTo(receipts);
		assertThat(this.log.read("webhooks", HOOKS, READ)).extracting(LogRecord::event)
			.extracting(Event::id, (event) -> String.valueOf(event.data()))
			.containsExactlyInAnyOrderElementsOf(Stream.concat(deliveries.stream(), deliveries.stream())
				.map((delivery) -> tuple(id(delivery), delivery.path("payload").toString()))
				.toList());
	}

	/**
	 * Posts one more event behind those of each key: when it is processed, so is what
	 * came before it.
	 */
	private void awaitAllConsumed(List<JsonNode> deliveries) throws Exception {
		List<String> keys = deliveries.stream().map(EndToEndIntegrationTests::key).distinct().toList();
		for (String key : keys) {
			String id = "behind-" + key.hashCode();
			this.producer.post("/api/v1/events", """
					{"id": "%s", "source": "/test", "type": "github.ping", "key": "%s"}""".formatted(id, key));
			Awaitility.await().until(() -> receiptState(id, "/test").equals("processed"));
		}
	}

	private Answer post(JsonNode delivery) throws IOException, InterruptedException {
		return this.producer.post("/api/v1/events", """
				{"id": "%s", "source": "%s", "type": "%s", "key": "%s", "data": %s}""".formatted(id(delivery), HOOKS,
				type(delivery), key(delivery), delivery.path("payload")));
	}

	private JsonNode awaitProcessed(String id, Duration limit) throws IOException, InterruptedException {
		Awaitility.await("the receipt of " + id)
			.atMost(limit)
			.pollInterval(Duration.ofMillis(20))
			.pollDelay(Duration.ZERO)
			.until(() -> this.consumer.get("/api/v1/receipts/" + id)
				.body()
				.path("state")
				.asString("")
				.equals("processed"));
		return this.consumer.get("/api/v1/receipts/" + id).body();
	}

	private String receiptState(String id, String source) throws IOException, InterruptedException {
		String query = "/api/v1/receipts?id=%s&source=%s".formatted(id, source);
		return this.consumer.get(query).body().path("receipts").path(0).path("state").asString("");
	}

	private JsonNode receipts() throws IOException, InterruptedException {
		Answer answer = this.consumer.get("/api/v1/receipts?topic=webhooks&source=%s&limit=100".formatted(HOOKS));
		assertThat(answer.status()).isEqualTo(200);
		return answer.body().path("receipts");
	}

	private static List<JsonNode> deliveries() throws IOException {
		try (InputStream file = EndToEndIntegrationTests.class.getResourceAsStream("/github-deliveries.ndjson")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> JsonMapper.shared().readTree(line))
				.toList();
		}
	}

	private static String id(JsonNode delivery) {
		return delivery.path("id").stringValue();
	}

	private static String type(JsonNode delivery) {
		return "github." + delivery.path("event").stringValue();
	}

	private static String key(JsonNode delivery) {
		return delivery.path("payload").path("repository").path("full_name").stringValue();
	}

}
