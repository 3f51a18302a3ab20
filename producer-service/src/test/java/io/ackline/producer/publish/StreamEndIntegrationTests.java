package io.ackline.producer.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ServiceProcess;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of streams when the service is stopped.
 */
@WithLocalCluster
class StreamEndIntegrationTests {

	private static final String WEBHOOKS = "/api/v1/topics/webhooks/events";

	/**
	 * For how long it waits until nobody comes any more, and then for its own parts.
	 */
	private static final Duration STOP = Duration.ofSeconds(5);

	@Test
	void endsStreamsWhoseClientsAreSilent(LocalCluster cluster) throws Exception {
		try (ServiceProcess service = ServiceProcess.start(cluster.bootstrapServers());
				StreamClient begun = new StreamClient(service.port(), WEBHOOKS);
				StreamClient unbegun = new StreamClient(service.port(), WEBHOOKS);
				StreamClient failing = new StreamClient(service.port(), WEBHOOKS, "Connection: close")) {
			begun.send("{\"type\":\"x\",\"id\":\"silent-1\"}\n{\"type\":\"x\",\"id\":\"silent-2\"}\n{\"type\":\"x\"}");
			failing.send("1\n");
			assertThat(begun.readLine()).hasToString("{\"through\":2}");
			assertThat(failing.readLine().path("line").asInt()).isEqualTo(1);
			long start = System.nanoTime();
			service.terminate();
			assertStopped(begun.readLast(), 2, 0, 2);
			assertStopped(unbegun.readLast(), 0, 0, 0);
			assertStopped(failing.readLast(), 0, 1, 1);
			assertThat(service.awaitExit()).isEqualTo(128 + 15);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP);
		}
	}

	@Test
	void tellsClientsThatGoOnSendingHowFarItGot(LocalCluster cluster) throws Exception {
		List<Sender> senders = new ArrayList<>();
		try (ServiceProcess service = ServiceProcess.start(cluster.bootstrapServers())) {
			for (int i = 0; i < 4; i++) {
				senders.add(new Sender("busy-" + i, new StreamClient(service.port(), WEBHOOKS)));
			}
			senders.forEach(Sender::start);
			for (Sender sender : senders) {
				assertThat(sender.client.readLine().path("through").asLong()).isPositive();
			}
			await().until(() -> senders.stream().allMatch((sender) -> sender.sent.get() > 2000));
			service.terminate();
			Set<String> accepted = new TreeSet<>();
			for (Sender sender : senders) {
				JsonNode last = sender.client.readLast();
				long through = last.path("through").asLong();
				assertThat(through).isPositive();
				assertStopped(last, through, 0, through);
				accepted
					.addAll(LongStream.rangeClosed(1, through).mapToObj((line) -> sender.name + "-" + line).toList());
			}
			assertThat(service.awaitExit()).isEqualTo(128 + 15);
			assertThat(written(cluster, "busy-")).isEqualTo(accepted);
		}
		finally {
			for (Sender sender : senders) {
				sender.client.close();
				sender.done.join();
			}
		}
	}

	private static void assertStopped(JsonNode summary, long accepted, long failed, long through) {
		assertThat(summary.path("accepted").asLong()).isEqualTo(accepted);
		assertThat(summary.path("failed").asLong()).isEqualTo(failed);
		assertThat(summary.path("through").asLong()).isEqualTo(through);
		assertThat(summary.at("/problem/type").asString()).isEqualTo("urn:ackline:problem:shutting-down");
		assertThat(summary.at("/problem/written").asString()).isEqualTo("no");
	}

	private static Set<String> written(LocalCluster cluster, String prefix) {
		try (KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
			return log.headerValues("webhooks", "ce_id")
				.stream()
				.filter((id) -> id.startsWith(prefix))
				.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	/**
	 * Sends lines until it cannot any more.
	 */
	private static final class Sender {

		private static final int LINES = 100;

		private final String name;

		private final StreamClient client;

		private final AtomicLong sent = new AtomicLong();

		private CompletableFuture<Void> done = new CompletableFuture<>();

		Sender(String name, StreamClient client) {
			this.name = name;
			this.client = client;
		}

		void start() {
			this.done = CompletableFuture.runAsync(this::send, (task) -> new Thread(task, this.name).start());
		}

		private void send() {
			try {
				while (true) {
					StringBuilder lines = new StringBuilder();
					for (int i = 0; i < LINES; i++) {
						lines.append("{\"type\":\"x\",\"id\":\"%s-%d\"}\n".formatted(this.name,
								this.sent.incrementAndGet()));
					}
					this.client.send(lines.toString().getBytes(StandardCharsets.US_ASCII));
				}
			}
			catch (IOException ex) {
				// the service has closed the connection, or the test has
			}
		}

	}

}
