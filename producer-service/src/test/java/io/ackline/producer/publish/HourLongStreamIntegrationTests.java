package io.ackline.producer.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ServiceMemory;
import io.ackline.producer.ServiceProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * As many events as come in an hour at 2,800 a second, over a few connections and as fast
 * as they are taken, through a service with little memory, onto three replicas.
 */
@Tag("full")
@WithLocalCluster
class HourLongStreamIntegrationTests {

	private static final Logger log = LoggerFactory.getLogger(HourLongStreamIntegrationTests.class);

	private static final String TOPIC = "stream-hour";

	private static final int PARTITIONS = 6;

	private static final long EVENTS = 10_000_000;

	private static final int CONNECTIONS = 4;

	private static final int LINES = 1000;

	/**
	 * What the brokers' logs may take of the disk, with all replicas.
	 */
	private static final long DISK = 16L << 30;

	private static final Duration SAMPLED = Duration.ofSeconds(15);

	/**
	 * How much the live heap may differ over the whole run: what is in flight, and no
	 * more.
	 */
	private static final long FLAT = 24L << 20;

	@Test
	void keepsItsHeapFlatOverTenMillionEventsAndLosesNone(LocalCluster cluster) throws Exception {
		assumeThat(Files.getFileStore(Path.of("target")).getUsableSpace()).as("free bytes").isGreaterThan(DISK);
		try (ServiceProcess service = ServiceProcess.start(List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
				cluster.bootstrapServers(), "--ackline.topics.%s.partitions=%d".formatted(TOPIC, PARTITIONS),
				"--ackline.topics.%s.retention=1h".formatted(TOPIC))) {
			ServiceMemory memory = new ServiceMemory(service);
			ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
			long start = System.nanoTime();
			List<CompletableFuture<JsonNode>> uploads = IntStream.range(0, CONNECTIONS)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> upload(service.port()), clients))
				.toList();
			List<Long> live = sample(CompletableFuture.allOf(uploads.toArray(CompletableFuture[]::new)), memory, start);
			long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
			clients.shutdown();
			log.info("{} events in {} s, {} a second", EVENTS, seconds, EVENTS / seconds);
			assertThat(uploads).allSatisfy((upload) -> assertThat(upload.join())
				.hasToString("{\"accepted\":%d,\"failed\":0}".formatted(EVENTS / CONNECTIONS)));
			try (KafkaLog kafka = new KafkaLog(cluster.bootstrapServers())) {
				assertThat(kafka.written(TOPIC)).isEqualTo(EVENTS);
			}
			assertThat(Collections.max(live) - Collections.min(live)).as("live heap over time: %s", live)
				.isLessThan(FLAT);
		}
	}

	/**
	 * Returns what is live of the heap from time to time, until the work is done.
	 */
	private static List<Long> sample(CompletableFuture<Void> work, ServiceMemory memory, long start)
			throws IOException, InterruptedException, ExecutionException {
		List<Long> live = new ArrayList<>();
		while (true) {
			try {
				work.get(SAMPLED.toMillis(), TimeUnit.MILLISECONDS);
				return live;
			}
			catch (TimeoutException ex) {
				long used = memory.usedHeap();
				live.add(memory.liveHeap());
				log.info("after {} s: {} KiB of the heap used, {} KiB live, {} KiB direct, {} threads",
						Duration.ofNanos(System.nanoTime() - start).toSeconds(), used >> 10,
						live.get(live.size() - 1) >> 10, memory.directBuffers() >> 10, memory.threads());
			}
		}
	}

	private static JsonNode upload(int port) {
		byte[] lines = lines();
		try {
			HttpURLConnection connection = (HttpURLConnection) URI
				.create("http://127.0.0.1:%d/api/v1/topics/%s/events".formatted(port, TOPIC))
				.toURL()
				.openConnection();
			connection.setRequestMethod("POST");
			connection.setRequestProperty("Content-Type", "application/x-ndjson");
			connection.setDoOutput(true);
			connection.setChunkedStreamingMode(64 * 1024);
			try (OutputStream out = connection.getOutputStream()) {
				for (long sent = 0; sent < EVENTS / CONNECTIONS; sent += LINES) {
					out.write(lines);
				}
			}
			assertThat(connection.getResponseCode()).isEqualTo(200);
			String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return JsonMapper.shared().readTree(answer.lines().reduce("", (before, line) -> line));
		}
		catch (IOException ex) {
			throw new AssertionError("The stream broke off", ex);
		}
	}

	private static byte[] lines() {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < LINES; i++) {
			lines.append(
					"{\"type\":\"payment.captured\",\"key\":\"a-%1$d\",\"data\":{\"account\":\"a-%1$d\",\"amount\":1299,\"currency\":\"EUR\"}}%n"
						.formatted(i));
		}
		return lines.toString().getBytes(StandardCharsets.US_ASCII);
	}

}
