package io.ackline.inspector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import io.ackline.cluster.LocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("full")
@EnabledIf(value = "io.ackline.inspector.Browser#isInstalled", disabledReason = "There is no Chromium with its driver")
class LargeTopicIntegrationTests extends RunningInspector {

	private static final int COUNT = 10_000_000;

	private static final Duration SOON = Duration.ofSeconds(5);

	@Test
	void staysQuickWithTenMillionRecords(LocalCluster cluster) throws Exception {
		write(cluster);
		try (Browser browser = new Browser(page())) {
			browser.open("topics/large");
			browser.await(".stats", "10,000,000");
			browser.go("messages?topic=large");
			browser.await(".messages", "record 9999999", SOON);
			browser.go("messages?topic=large&from=start");
			browser.await(".messages", "record 0", SOON);
			browser.go("messages?topic=large&from=offset&partition=1&offset=1250000");
			browser.await(".messages", "1:1250000", SOON);
			browser.go("messages?topic=large&from=start&id=nowhere");
			// A quick machine has looked at all of them by then.
			browser.await(".tally", " read", SOON.multipliedBy(2));
			assertThat(browser.text(".list")).containsAnyOf("Nothing found so far.", "There is no such record.");
			assertThat(browser.errors()).isEmpty();
		}
	}

	private static void write(LocalCluster cluster) throws Exception {
		Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 20,
				"batch.size", 262_144, "compression.type", "lz4");
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
						new ByteArraySerializer())) {
			admin.createTopics(List.of(new NewTopic("large", 4, (short) 1))).all().get();
			List<Future<RecordMetadata>> last = new ArrayList<>();
			for (int number = 0; number < COUNT; number++) {
				Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("large", number % 4, (byte[]) null,
						("record " + number).getBytes(StandardCharsets.UTF_8)));
				if (number >= COUNT - 4) {
					last.add(sent);
				}
			}
			for (Future<RecordMetadata> sent : last) {
				sent.get();
			}
		}
	}

}
