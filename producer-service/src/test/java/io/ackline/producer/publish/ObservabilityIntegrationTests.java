package io.ackline.producer.publish;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.KafkaLog;
import io.ackline.producer.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.topics.measured.partitions=1", "ackline.topics.measured.acks=all" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityIntegrationTests {

	private static final String EVENTS = "/api/v1/topics/measured/events";

	private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private HttpService service;

	private KafkaLog log;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@BeforeAll
	void start(@Value("${local.server.port}") int port, LocalCluster cluster) {
		this.service = new HttpService(port);
		this.log = new KafkaLog(cluster.bootstrapServers());
		this.service.awaitReady();
	}

	@AfterAll
	void stop() {
		this.log.close();
	}

	@Test
	void measuresWhatBecomesOfEvents() {
		String stored = "ackline_publish_seconds_count{acks=\"all\",topic=\"measured\",written=\"yes\"}";
		String refused = "ackline_publish_seconds_count{acks=\"all\",topic=\"measured\",written=\"no\"}";
		String bytes = "ackline_publish_bytes_total{topic=\"measured\"}";
		double storedBefore = sample(stored);
		double refusedBefore = sample(refused);
		double bytesBefore = sample(bytes);
		String data = "x".repeat(1000);
		assertThat(this.service.post(EVENTS, "{\"type\":\"a\",\"data\":\"%s\"}".formatted(data)).status())
			.isEqualTo(201);
		assertThat(this.service.post(EVENTS, "{\"type\":\"payment.captured\",\"data\":1}").status()).isEqualTo(422);
		assertThat(sample(stored)).isEqualTo(storedBefore + 1);
		assertThat(sample(refused)).isEqualTo(refusedBefore + 1);
		assertThat(sample(bytes) - bytesBefore).isBetween(1000.0, 1500.0);
		assertThat(sample("ackline_publish_seconds_count{acks=\"all\",topic=\"measured\",written=\"unknown\"}"))
			.isZero();
		assertThat(
				sample("ackline_publish_seconds_bucket{acks=\"all\",topic=\"measured\",written=\"yes\",le=\"10.0\"}"))
			.isEqualTo(storedBefore + 1);
	}

	@Test
	void showsWhatIsInFlightAndItsBound() {
		for (String acks : new String[] { "all", "1", "0" }) {
			assertThat(sample("ackline_publish_inflight_bytes{acks=\"%s\"}".formatted(acks))).isZero();
			assertThat(sample("ackline_publish_inflight_records{acks=\"%s\"}".formatted(acks))).isZero();
			assertThat(sample("ackline_publish_inflight_max_bytes{acks=\"%s\"}".formatted(acks)))
				.isEqualTo(16.0 * 1024 * 1024);
		}
	}

	@Test
	void measuresRequestsWithAHistogram() {
		this.service.post(EVENTS, "{\"type\":\"a\"}");
		assertThat(metrics()).contains("http_server_requests_seconds_bucket{", "uri=\"/api/v1/topics/{topic}/events\"",
				"le=\"0.005\"");
	}

	@Test
	void handsTheTraceOnInTheRecordsHeaders() {
		HttpAnswer answer = this.service.post(EVENTS, "{\"type\":\"a\",\"traceparent\":\"kept-as-it-is\"}",
				"traceparent", PARENT, "tracestate", "rojo=1,congo=2");
		assertThat(KafkaLog.headers(this.log.read(answer))).containsEntry("traceparent", PARENT)
			.containsEntry("tracestate", "rojo=1,congo=2")
			.containsEntry("ce_traceparent", "kept-as-it-is");
	}

	@Test
	void ignoresATraceThatIsNone() {
		HttpAnswer answer = this.service.post(EVENTS, "{\"type\":\"a\"}", "traceparent", "00-1-2-3", "tracestate",
				"a=1");
		Map<String, String> headers = KafkaLog.headers(this.log.read(answer));
		assertThat(headers).doesNotContainKeys("traceparent", "tracestate");
	}

	@Test
	void logsALineForAnAnomalyAndNoneForARequest(LocalCluster cluster) throws IOException {
		try (ServiceProcess process = ServiceProcess.start(cluster.bootstrapServers(),
				"--logging.structured.format.console=ecs", "--ackline.producer.deadline=2s",
				"--ackline.topics.measured.partitions=1", "--ackline.topics.measured.acks=all")) {
			HttpService http = process.http();
			http.post(EVENTS, "{\"type\":\"a\"}");
			List<String> before = process.log();
			for (String body : new String[] { "{\"type\":\"a\"}", "{", "{\"type\":\"payment.captured\",\"data\":1}" }) {
				http.post(EVENTS, body);
				http.post("/api/v1/topics/nowhere/events", body);
				http.post("/topics/measured", body, "Content-Type", "application/vnd.kafka.json.v2+json");
			}
			assertThat(process.log()).isEqualTo(before);
			cluster.pause("leader:measured-0");
			assertThat(http.post(EVENTS, "{\"id\":\"odd-1\",\"source\":\"/s\",\"type\":\"a\"}").status())
				.isEqualTo(504);
			await().until(() -> process.log().stream().anyMatch((line) -> line.contains("odd-1")));
			assertThat(process.log().stream().skip(before.size()))
				.extracting((line) -> JsonMapper.shared().readTree(line))
				.filteredOn((line) -> line.at("/event/id").asString("").equals("odd-1"))
				.singleElement()
				.satisfies((line) -> {
					assertThat(line.at("/event/source").asString()).isEqualTo("/s");
					assertThat(line.path("topic").asString()).isEqualTo("measured");
					assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
				});
		}
		finally {
			cluster.restore();
			this.service.awaitReady();
		}
	}

	private double sample(String series) {
		return metrics().lines()
			.filter((line) -> line.startsWith(series + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(series.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No %s in%n%s".formatted(series, metrics())));
	}

	private String metrics() {
		return this.service.get("/actuator/prometheus").text();
	}

}
