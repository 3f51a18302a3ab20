package io.ackline.inspector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.ackline.cluster.LocalCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesIntegrationTests extends RunningInspector {

	private static final int COUNT = 230;

	private final RestClient client = RestClient.create();

	@BeforeAll
	static void write(LocalCluster cluster) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
						Map.of("bootstrap.servers", cluster.bootstrapServers()), new ByteArraySerializer(),
						new ByteArraySerializer())) {
			// The fourth partition stays empty. Records of 1970 would be deleted by age.
			NewTopic pages = new NewTopic("pages", 4, (short) 1).configs(Map.of("retention.ms", "-1"));
			admin.createTopics(List.of(pages)).all().get();
			for (int number = 0; number < COUNT; number++) {
				ProducerRecord<byte[], byte[]> next = new ProducerRecord<>("pages", number % 3, 1_000_000L + number,
						utf8("k-" + number % 10), utf8("{\"n\":" + number + "}"));
				next.headers().add("ce_id", utf8("id-" + number));
				producer.send(next).get();
			}
			producer.send(new ProducerRecord<>("pages", 0, 2_000_000L, (byte[]) null, new byte[300_000])).get();
			producer.send(new ProducerRecord<>("pages", 1, 2_000_001L, utf8("gone"), (byte[]) null)).get();
		}
	}

	@Test
	void showsEveryRecordOncePageByPageInBothDirections() {
		assertThat(all("limit=25")).containsExactlyElementsOf(expected(false));
		assertThat(all("limit=25&backwards=true")).containsExactlyElementsOf(expected(true));
	}

	@Test
	void findsEveryRecordOfAKeyOncePageByPageInBothDirections() {
		List<String> ofKey = expected(false).stream().filter((time) -> time.matches("1000\\d\\d7")).toList();
		assertThat(all("limit=5&key=k-7")).containsExactlyElementsOf(ofKey);
		List<String> fromTheEnd = new ArrayList<>(ofKey);
		Collections.reverse(fromTheEnd);
		assertThat(all("limit=5&key=k-7&backwards=true")).containsExactlyElementsOf(fromTheEnd);
	}

	@Test
	void beginsAtATimeOrAnOffset() {
		assertThat(page("?limit=3&time=1970-01-01T00:16:40.100Z").get("messages").findValuesAsString("timestamp"))
			.containsExactly("1000100", "1000101", "1000102");
		assertThat(page("?limit=2&partition=1&at=1:5").get("messages").findValuesAsString("offset"))
			.containsExactly("5", "6");
	}

	@Test
	void findsAKeyAndAnId() {
		JsonNode page = page("?limit=100&key=k-7");
		assertThat(page.get("messages")).hasSize(COUNT / 10);
		assertThat(page.get("more").asBoolean()).isFalse();
		assertThat(page("?limit=10&backwards=true&id=id-3").get("messages").findValuesAsString("timestamp"))
			.containsExactly("1000003");
	}

	@Test
	void boundsWhatIsBinaryAndLargeAndKnowsATombstone() {
		JsonNode newest = page("?limit=2&backwards=true").get("messages");
		assertThat(newest.get(0).get("value").isNull()).isTrue();
		JsonNode binary = newest.get(1).get("value");
		assertThat(binary.get("size").asInt()).isEqualTo(300_000);
		assertThat(binary.get("cut").asBoolean()).isTrue();
		assertThat(binary.get("base64").asString()).hasSizeLessThan(2000);
	}

	@Test
	void tellsWhatIsNotThere() {
		assertThat(status("/api/topics/none/messages")).isEqualTo(404);
		assertThat(status("/api/topics/pages/messages?partition=9")).isEqualTo(404);
		assertThat(status("/api/topics/pages/messages/3/0")).isEqualTo(404);
		assertThat(status("/api/topics/pages/messages?at=x")).isEqualTo(400);
		assertThat(status("/api/topics/pages/messages?limit=9000")).isEqualTo(400);
	}

	private List<String> all(String query) {
		List<String> times = new ArrayList<>();
		String at = "";
		JsonNode page;
		do {
			page = page("?" + query + at);
			times.addAll(page.get("messages").findValuesAsString("timestamp"));
			StringBuilder next = new StringBuilder("&at=");
			page.get("next")
				.properties()
				.forEach((entry) -> next.append((next.length() > 4) ? "," : "")
					.append(entry.getKey())
					.append(':')
					.append(entry.getValue().asLong()));
			at = next.toString();
		}
		while (page.get("more").asBoolean() && times.size() < 2 * COUNT);
		return times;
	}

	/**
	 * Returns a page that all partitions have answered for in time, which a busy machine
	 * may prevent for a moment.
	 */
	private JsonNode page(String query) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> read(query), (page) -> page.get("silent").isEmpty() && !page.get("hurried").asBoolean());
	}

	private static List<String> expected(boolean backwards) {
		List<String> times = new ArrayList<>();
		for (int number = 0; number < COUNT; number++) {
			times.add(String.valueOf(1_000_000 + number));
		}
		times.addAll(List.of("2000000", "2000001"));
		if (backwards) {
			Collections.reverse(times);
		}
		return times;
	}

	private JsonNode read(String query) {
		return JsonMapper.shared()
			.readTree(
					this.client.get().uri(page() + "/api/topics/pages/messages" + query).retrieve().body(String.class));
	}

	private int status(String path) {
		return this.client.get().uri(page() + path).exchange((request, response) -> response.getStatusCode().value());
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
