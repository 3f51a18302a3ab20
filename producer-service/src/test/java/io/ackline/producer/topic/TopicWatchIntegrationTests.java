package io.ackline.producer.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WithLocalCluster
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "ackline.topics.everywhere.replicas=4", "ackline.topics.everywhere.min-insync-replicas=2",
				"ackline.topics.drifted.partitions=3", "ackline.topics.drifted.replicas=2",
				"ackline.topics.drifted.min-insync-replicas=1", "ackline.topics.drifted.retention=2h" })
class TopicWatchIntegrationTests {

	@Value("${local.server.port}")
	private int port;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) throws Exception {
		String bootstrapServers = LocalClusterExtension.cluster().bootstrapServers();
		properties.add("spring.kafka.bootstrap-servers", () -> bootstrapServers);
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
			NewTopic drifted = new NewTopic("drifted", Optional.of(2), Optional.of((short) 2))
				.configs(Map.of("min.insync.replicas", "1", "retention.ms", "60000"));
			admin.createTopics(List.of(drifted)).all().get();
		}
	}

	@Test
	void reportsWhatCannotBeCreatedAndWhatDiffersOnce(CapturedOutput output) {
		HttpService service = new HttpService(this.port);
		await()
			.untilAsserted(() -> assertThat(service.post("/api/v1/topics/drifted/events", "{\"type\":\"a\"}").status())
				.isEqualTo(201));
		HttpAnswer readiness = service.get("/actuator/health/readiness");
		assertThat(readiness.status()).isEqualTo(503);
		assertThat(readiness.text()).contains("declared with 4 replicas and the cluster has 3 brokers");
		HttpAnswer refused = service.post("/api/v1/topics/everywhere/events", "{\"type\":\"a\"}");
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.text("written")).isEqualTo("no");
		assertThat(refused.text("detail")).contains("start more, or lower replicas");
		assertThat(output).containsOnlyOnce("Topic 'everywhere' is not created yet")
			.containsOnlyOnce("Topic 'drifted' is declared with partitions=3, the cluster has 2")
			.containsOnlyOnce("Topic 'drifted' is declared with retention.ms=7200000, the cluster has 60000")
			.doesNotContain("Topic 'drifted' is declared with replicas");
	}

}
