package io.ackline.events;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the codec against the CloudEvents SDK, both ways.
 */
class CloudEventsSdkTests {

	@ParameterizedTest
	@MethodSource("io.ackline.events.GoldenEvents#all")
	void readsWhatWeWrite(String name, Event event) {
		ProducerRecord<byte[], byte[]> written = EventRecords.toRecord(GoldenRecord.TOPIC, null, event);
		CloudEvent read = KafkaMessageFactory
			.createReader(GoldenRecord.consumed(written.headers(), written.key(), written.value()))
			.toEvent();
		assertThat(read.getId()).isEqualTo(event.id());
		assertThat(read.getSource()).hasToString(event.source());
		assertThat(read.getType()).isEqualTo(event.type());
		assertThat(read.getTime()).isEqualTo(event.time());
		assertThat(read.getSubject()).isEqualTo(event.subject());
		assertThat(read.getDataContentType()).isEqualTo(event.dataContentType());
		assertThat(read.getDataSchema())
			.isEqualTo((event.dataSchema() != null) ? URI.create(event.dataSchema()) : null);
		assertThat(read.getExtension(Event.PARTITION_KEY)).isEqualTo(event.key());
		event.extensions().forEach((extension, value) -> assertThat(read.getExtension(extension)).isEqualTo(value));
		assertThat((read.getData() != null) ? read.getData().toBytes() : null)
			.isEqualTo((event.data() != null) ? event.data().bytes() : null);
	}

	@ParameterizedTest
	@MethodSource("io.ackline.events.GoldenEvents#all")
	void isReadByUs(String name, Event event) throws CloudEventRWException {
		ProducerRecord<String, byte[]> written = KafkaMessageFactory
			.<String>createWriter(GoldenRecord.TOPIC, event.key())
			.writeBinary(sdkEvent(event));
		byte[] key = (written.key() != null) ? written.key().getBytes(StandardCharsets.UTF_8) : null;
		Event read = EventRecords.toEvent(GoldenRecord.consumed(written.headers(), key, written.value()), Uuid.ONE_UUID,
				"record");
		assertThat(read).isEqualTo(event);
	}

	private static CloudEvent sdkEvent(Event event) {
		CloudEventBuilder builder = CloudEventBuilder.v1()
			.withId(event.id())
			.withSource(URI.create(event.source()))
			.withType(event.type())
			.withTime(event.time())
			.withSubject(event.subject())
			.withDataContentType(event.dataContentType());
		if (event.dataSchema() != null) {
			builder.withDataSchema(URI.create(event.dataSchema()));
		}
		if (event.key() != null) {
			builder.withExtension(Event.PARTITION_KEY, event.key());
		}
		event.extensions().forEach(builder::withExtension);
		if (event.data() != null) {
			builder.withData(event.data().bytes());
		}
		return builder.build();
	}

}
