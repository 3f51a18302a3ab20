package io.ackline.producer.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams that are many times as large as the memory of the service, which runs in a
 * process of its own.
 */
@WithLocalCluster
class LongStreamIntegrationTests {

	private static final Path JAR = Path.of("target", "producer-service.jar");

	private static final int DATA_SIZE = 1000;

	@Test
	void takesAStreamOfAHundredMegabytesInLittleMemory(LocalCluster cluster) throws Exception {
		stream(cluster, "producer-1", "96m", 100_000_000L);
	}

	@Test
	@Tag("full")
	void takesAStreamOfTwoGigabytesInLittleMemory(LocalCluster cluster) throws Exception {
		stream(cluster, "producer-2", "256m", 2_000_000_000L);
	}

	private static void stream(LocalCluster cluster, String name, String heap, long bytes) throws Exception {
		int port = freePort();
		String topic = "stream-" + name;
		Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + heap + " -XX:+ExitOnOutOfMemoryError",
				"SERVER_PORT", String.valueOf(port), "SPRING_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
		List<String> arguments = List.of("--ackline.topics.%s.partitions=3".formatted(topic),
				"--ackline.topics.%s.retention=10m".formatted(topic),
				"--ackline.topics.%s.retention-bytes=32MB".formatted(topic));
		cluster.startService(name, JAR, environment, arguments);
		try {
			HttpService service = new HttpService(port);
			await().atMost(Duration.ofSeconds(60))
				.ignoreExceptions()
				.until(() -> service.get("/actuator/health/readiness").status() == 200);
			long events = bytes / DATA_SIZE;
			List<String> answer = upload(port, topic, events);
			assertThat(answer).last()
				.as("after %s", answer.stream().filter((line) -> !line.startsWith("{\"through\"")).findFirst())
				.isEqualTo("{\"accepted\":%d,\"failed\":0}".formatted(events));
			try (KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
				assertThat(log.written(topic)).isEqualTo(events);
			}
		}
		finally {
			cluster.stop(name);
		}
	}

	private static List<String> upload(int port, String topic, long events) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI
			.create("http://127.0.0.1:%d/api/v1/topics/%s/events".formatted(port, topic))
			.toURL()
			.openConnection();
		connection.setRequestMethod("POST");
		connection.setRequestProperty("Content-Type", "application/x-ndjson");
		connection.setDoOutput(true);
		connection.setChunkedStreamingMode(64 * 1024);
		try (OutputStream out = connection.getOutputStream()) {
			String rest = "\",\"data\":\"" + "x".repeat(DATA_SIZE) + "\"}\n";
			for (long i = 0; i < events; i++) {
				out.write(("{\"type\":\"x\",\"key\":\"k-" + i % 100 + rest).getBytes(StandardCharsets.US_ASCII));
			}
		}
		assertThat(connection.getResponseCode()).isEqualTo(200);
		return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
