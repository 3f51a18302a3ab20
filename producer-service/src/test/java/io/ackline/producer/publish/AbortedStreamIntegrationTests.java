package io.ackline.producer.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ServiceMemory;
import io.ackline.producer.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams that nobody ends, and others that have to wait, in a service whose memory for
 * them is so small that whatever they left behind would soon be missed.
 */
@WithLocalCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbortedStreamIntegrationTests {

	private static final String TOPIC = "aborted-streams";

	private static final String EVENTS = "/api/v1/topics/%s/events".formatted(TOPIC);

	private static final int CLIENTS = 4;

	/**
	 * With room for some that the service has not noticed yet to be gone.
	 */
	private static final int STREAMS = 6 * CLIENTS;

	private static final long FLAT = 2L << 20;

	private ServiceProcess service;

	private KafkaLog log;

	@BeforeAll
	void start(LocalCluster cluster) {
		this.service = ServiceProcess.start(cluster.bootstrapServers(),
				"--ackline.topics.%s.partitions=3".formatted(TOPIC), "--ackline.producer.max-streams=" + STREAMS,
				"--ackline.producer.stream-memory=256KB", "--spring.kafka.producer.buffer-memory=256KB");
		this.log = new KafkaLog(cluster.bootstrapServers());
	}

	@AfterAll
	void stop() {
		this.log.close();
		this.service.close();
	}

	@Test
	void areWrittenAsFarAsTheyWereAcceptedAndLeaveNothingBehind() throws Exception {
		ServiceMemory memory = new ServiceMemory(this.service);
		Set<String> accepted = ConcurrentHashMap.newKeySet();
		abort(0, 200, accepted);
		long heap = memory.liveHeap();
		long threads = memory.threads();
		long direct = memory.directBuffers();
		abort(200, 1200, accepted);
		assertThat(memory.liveHeap()).isLessThan(heap + FLAT);
		assertThat(memory.threads()).isLessThanOrEqualTo(threads + STREAMS);
		assertThat(memory.directBuffers()).isLessThan(direct + FLAT);
		Set<String> written = this.log.headerValues(TOPIC, "ce_id");
		assertThat(accepted).hasSize(1200);
		assertThat(written).containsAll(accepted).noneMatch((id) -> id.startsWith("cut-"));
	}

	@Test
	void waitForRoomWithoutBeingRefused() {
		String written = "ackline.publish?tag=topic:%s&tag=written:".formatted(TOPIC);
		long before = count(written + "yes");
		String lines = IntStream.range(0, 2000)
			.mapToObj((i) -> "{\"type\":\"x\",\"data\":\"%s\"}\n".formatted("x".repeat(3000)))
			.collect(Collectors.joining());
		HttpAnswer answer = this.service.http().post(EVENTS, lines, "Content-Type", "application/x-ndjson");
		assertThat(answer.text()).endsWith("{\"accepted\":2000,\"failed\":0}\n");
		assertThat(count(written + "yes")).isEqualTo(before + 2000);
		assertThat(count(written + "no")).isZero();
	}

	private long count(String metric) {
		return this.service.http().get("/actuator/metrics/" + metric).json().at("/measurements/0/value").asLong();
	}

	private void abort(int from, int to, Set<String> accepted) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		List<Future<?>> aborted = new ArrayList<>();
		for (int i = from; i < to; i++) {
			int number = i;
			aborted.add(clients.submit(() -> {
				abort(number, accepted);
				return null;
			}));
		}
		for (Future<?> one : aborted) {
			one.get();
		}
		clients.shutdown();
		await().untilAsserted(() -> assertThat(
				this.service.http().post(EVENTS, "{\"type\":\"x\"}", "Content-Type", "application/x-ndjson").text())
			.contains("\"accepted\":1"));
	}

	/**
	 * Goes away in the midst of a line, in one of the ways there are.
	 */
	private void abort(int number, Set<String> accepted) throws IOException {
		try (StreamClient client = new StreamClient(this.service.port(), EVENTS + "?results=all")) {
			client.send(
					"{\"type\":\"x\",\"id\":\"told-%d\"}\n{\"type\":\"x\",\"id\":\"cut-%d\"".formatted(number, number));
			assertThat(client.readLine().path("status").asInt()).isEqualTo(201);
			accepted.add("told-" + number);
			switch (number % 3) {
				case 0 -> client.reset();
				case 1 -> client.send("}"); // a whole event, of which nobody has said so
				default -> client.send("1\n".repeat(1000)); // and does not read the
															// answer
			}
		}
	}

}
