package io.ackline.workbench.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.events.Event;
import io.ackline.events.EventData;
import io.ackline.events.EventRecords;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class LogReaderIntegrationTests {

	private static final String TOPIC = "log-reader";

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Test
	void readsEveryRecordOfASourceAndNothingElse(LocalCluster cluster) throws Exception {
		Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
		List<LogRecord> written = new ArrayList<>();
		try (Admin admin = Admin.create(settings);
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
						new ByteArraySerializer())) {
			admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(3), Optional.of((short) 3)))).all().get();
			for (int number = 0; number < 50; number++) {
				Event event = event("/mine", number);
				RecordMetadata place = producer.send(EventRecords.toRecord(TOPIC, null, event)).get();
				written.add(new LogRecord(new Place(place.partition(), place.offset()), event));
				producer.send(EventRecords.toRecord(TOPIC, null, event("/other", number))).get();
				producer.send(new ProducerRecord<>(TOPIC, "no event".getBytes(StandardCharsets.UTF_8))).get();
				producer.send(undecodable()).get();
			}
		}
		LogReader reader = new LogReader(cluster.bootstrapServers());
		assertThat(reader.read(TOPIC, "/mine", LIMIT)).containsExactlyInAnyOrderElementsOf(written)
			.extracting(LogRecord::attempt)
			.containsOnly(3);
		assertThat(reader.read(TOPIC, "/nobody", LIMIT)).isEmpty();
	}

	@Test
	void readsALongLogInOneOrderEachTime(LocalCluster cluster) throws Exception {
		Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 50);
		List<Future<?>> sent = new ArrayList<>();
		try (Admin admin = Admin.create(settings);
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
						new ByteArraySerializer())) {
			admin.createTopics(List.of(new NewTopic("long", Optional.of(3), Optional.of((short) 1)))).all().get();
			for (int number = 0; number < 30_000; number++) {
				sent.add(producer.send(EventRecords.toRecord("long", number % 3, event("/mine", number))));
			}
			for (Future<?> one : sent) {
				one.get();
			}
		}
		List<LogRecord> log = new LogReader(cluster.bootstrapServers()).read("long", "/mine", LIMIT);
		assertThat(log).hasSize(30_000);
		assertThat(log).extracting(LogRecord::place).isSorted();
	}

	@Test
	void readsOnWhereItStopped(LocalCluster cluster) throws Exception {
		Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
		LogReader reader = new LogReader(cluster.bootstrapServers());
		LogTail tail = new LogTail(reader, "tail");
		try (Admin admin = Admin.create(settings);
				KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
						new ByteArraySerializer())) {
			admin.createTopics(List.of(new NewTopic("tail", Optional.of(3), Optional.of((short) 1)))).all().get();
			for (int number = 0; number < 20; number++) {
				producer.send(EventRecords.toRecord("tail", null, event("/one", number))).get();
				producer.send(EventRecords.toRecord("tail", null, event("/two", number))).get();
				if (number == 9) {
					producer.send(new ProducerRecord<>("tail", 0, null, new byte[0])).get();
					assertThat(tail.read("/one", LIMIT).records()).hasSize(10);
					assertThat(tail.read("/two", LIMIT)).isEqualTo(Log.read(reader, "tail", "/two", LIMIT));
				}
			}
		}
		assertThat(tail.read("/one", LIMIT)).isEqualTo(Log.read(reader, "tail", "/one", LIMIT));
		tail.forget("/one");
		assertThat(tail.read("/one", LIMIT).records()).isEmpty();
		assertThat(tail.read("/two", LIMIT).records()).isEqualTo(reader.read("tail", "/two", LIMIT));
		assertThat(tail.read("/two", LIMIT).undecodable()).isEmpty();
	}

	private static Event event(String source, int number) {
		return Event.builder("e-" + number, source, "test", OffsetDateTime.parse("2026-01-31T12:00:00Z"))
			.extension(Try.ATTEMPT, "3")
			.key("k-" + number % 7)
			.data(EventData.ofUtf8("{\"number\": " + number + "}"))
			.build();
	}

	private static ProducerRecord<byte[], byte[]> undecodable() {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, new byte[0]);
		record.headers().add("ce_source", "/mine".getBytes(StandardCharsets.UTF_8));
		return record;
	}

}
