package io.ackline.producer.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ServiceMemory;
import io.ackline.producer.ServiceProcess;
import io.ackline.producer.fuzz.Verdict.Place;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of the OpenAPI document, each with something wrong. {@code -Dackline.seed}
 * chooses other ones; the default is the same every time.
 */
@WithLocalCluster
class FuzzIntegrationTests {

	private static final long SEED = Long.getLong("ackline.seed", 20_261);

	private static final int CONNECTIONS = 64;

	private static final int PATIENCE_MILLIS = 20_000;

	private static final long FLAT = 6L << 20;

	private static final String[] TOPICS = { "payments", "webhooks", "clicks", Sample.TOPIC };

	private static final Pattern SERIES = Pattern.compile("^http_server_requests_seconds_count\\{.*?uri=\"([^\"]*)\"");

	private final Mutations mutations = new Mutations(SEED);

	private final Verdict verdict = new Verdict();

	@Test
	void answersThousandsOfWrongRequestsWithTheTruth(LocalCluster cluster) throws Exception {
		run(cluster, 2000, 10_000);
	}

	@Test
	@Tag("full")
	void answersTensOfThousandsOfWrongRequestsInTheSameMemory(LocalCluster cluster) throws Exception {
		run(cluster, 5000, 30_000);
	}

	private void run(LocalCluster cluster, int before, int all) throws Exception {
		try (ServiceProcess service = ServiceProcess.start(
				List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
				cluster.bootstrapServers(), "--ackline.topics.%s.partitions=2".formatted(Sample.TOPIC),
				"--ackline.topics.%s.partitions=2".formatted(Sample.CHANGED), "--server.tomcat.connection-timeout=2s",
				"--ackline.producer.deadline=15s"); KafkaLog log = new KafkaLog(cluster.bootstrapServers())) {
			ServiceMemory memory = new ServiceMemory(service);
			Map<TopicPartition, Long> starts = log.ends(TOPICS);
			send(service.port(), 0, before);
			long heap = memory.liveHeap();
			send(service.port(), before, all);
			assertThat(this.verdict.faults()).as("with -Dackline.seed=%d", SEED).isEmpty();
			assertThat(service.http().post("/api/v1/events", "{\"type\":\"payment.noted\"}").status()).isEqualTo(201);
			this.verdict.holdAgainst(records(log, starts));
			assertThat(this.verdict.faults()).as("with -Dackline.seed=%d", SEED).isEmpty();
			assertThat(this.verdict.statuses().keySet()).contains(200, 201, 207, 400, 404, 405, 406, 413, 415, 422);
			assertThat(memory.liveHeap()).isLessThan(heap + FLAT);
			assertThat(memory.threads()).isLessThan(CONNECTIONS + 60L);
			assertThat(measuredPaths(service)).hasSizeLessThan(25);
		}
	}

	private static Map<Place, String> records(KafkaLog log, Map<TopicPartition, Long> starts) {
		Map<Place, String> records = new HashMap<>();
		log.read(starts,
				(kafkaRecord) -> records.put(
						new Place(kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset()),
						KafkaLog.headers(kafkaRecord).getOrDefault("traceparent", "")));
		return records;
	}

	private void send(int port, int from, int to) throws InterruptedException, ExecutionException {
		ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
		List<Future<?>> sent = new ArrayList<>();
		for (int i = from; i < to; i++) {
			int number = i;
			sent.add(clients.submit(() -> {
				RawRequest request = this.mutations.request(number);
				this.verdict.judge(request, exchange(port, request), this.mutations.traceparent(number));
				return null;
			}));
		}
		for (Future<?> one : sent) {
			one.get();
		}
		clients.shutdown();
	}

	private static byte[] exchange(int port, RawRequest request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(PATIENCE_MILLIS);
			try {
				OutputStream out = socket.getOutputStream();
				out.write(request.bytes());
				out.flush();
				if (request.halfClosed) {
					socket.shutdownOutput();
				}
			}
			catch (SocketException ex) {
				// it has seen enough; its answer is there
			}
			return socket.getInputStream().readAllBytes();
		}
		catch (SocketException ex) {
			if (request.hopeless) {
				return new byte[0];
			}
			throw new IOException("The connection of " + request + " broke off", ex);
		}
	}

	/**
	 * Returns the paths by which requests are measured, of which there must not be more
	 * the more requests there are.
	 */
	private static Set<String> measuredPaths(ServiceProcess service) {
		return service.http()
			.get("/actuator/prometheus")
			.text()
			.lines()
			.map(SERIES::matcher)
			.filter((matcher) -> matcher.find())
			.map((matcher) -> matcher.group(1))
			.collect(Collectors.toSet());
	}

}
