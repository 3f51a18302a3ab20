package io.ackline.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EventRecordsTests {

	private static final Uuid TOPIC_ID = new Uuid(1, 2);

	@ParameterizedTest
	@MethodSource("io.ackline.events.GoldenEvents#all")
	void writesTheGoldenForm(String name, Event event) throws IOException {
		GoldenRecord golden = GoldenRecord.read(name);
		ProducerRecord<byte[], byte[]> written = EventRecords.toRecord(GoldenRecord.TOPIC, null, event);
		assertThat(GoldenRecord.lines(written.headers())).isEqualTo(golden.headers());
		assertThat(text(written.key())).isEqualTo(golden.key());
		assertThat((written.value() != null) ? EventData.of(written.value()) : null).isEqualTo(golden.value());
		assertThat(written.timestamp()).isNull();
	}

	@ParameterizedTest
	@MethodSource("io.ackline.events.GoldenEvents#all")
	void readsTheGoldenForm(String name, Event event) throws IOException {
		assertThat(toEvent(GoldenRecord.read(name).consumed())).isEqualTo(event);
	}

	@Test
	void readsARecordWithoutCloudEventsHeadersAsAnEventOfItsPlaceInTheLog() {
		Event event = toEvent(GoldenRecord.consumed(headers("content-type: text/plain", "trace: 1"),
				"k".getBytes(StandardCharsets.UTF_8), "hello".getBytes(StandardCharsets.UTF_8)));
		assertThat(event).isEqualTo(
				Event.builder("3-42", "/kafka/" + TOPIC_ID, "record", OffsetDateTime.parse("2026-09-21T14:13:20Z"))
					.dataContentType("text/plain")
					.key("k")
					.data(EventData.ofUtf8("hello"))
					.build());
	}

	@Test
	void takesTheRecordsTimeWhereTheEventHasNone() {
		Event event = toEvent(GoldenRecord
			.consumed(headers("ce_specversion: 1.0", "ce_id: 1", "ce_source: s", "ce_type: t"), null, null));
		assertThat(event.time()).isEqualTo("2026-09-21T14:13:20Z");
	}

	@ParameterizedTest
	@CsvSource({ "2026-01-31T12:00Z, 2026-01-31T12:00:00Z", "2026-01-31T12:00:05+02:00, 2026-01-31T12:00:05+02:00",
			"2026-01-31T12:00:00.120Z, 2026-01-31T12:00:00.120Z",
			"2026-01-31T12:00:00.000000001-11:30, 2026-01-31T12:00:00.000000001-11:30" })
	void writesTimesAsRfc3339(OffsetDateTime time, String written) {
		Event event = Event.builder("1", "s", "t", time).build();
		Header header = EventRecords.toRecord("topic", null, event).headers().lastHeader("ce_time");
		assertThat(header.value()).asString(StandardCharsets.UTF_8).isEqualTo(written);
	}

	@Test
	void takesTheKeyFromTheRecordAndNotFromTheHeader() {
		Event event = toEvent(GoldenRecord.consumed(
				headers("ce_specversion: 1.0", "ce_id: 1", "ce_source: s", "ce_type: t", "ce_partitionkey: other"),
				"k".getBytes(StandardCharsets.UTF_8), null));
		assertThat(event.key()).isEqualTo("k");
		assertThat(event.extensions()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					ce_id: 1, ce_source: s, ce_type: t | The header ce_specversion is missing
					ce_specversion: 0.3, ce_id: 1, ce_source: s, ce_type: t | ce_specversion is '0.3', not 1.0
					ce_specversion: 1.0, ce_source: s, ce_type: t | The header ce_id is missing
					ce_specversion: 1.0, ce_id: 1, ce_id: 2, ce_source: s, ce_type: t | The header ce_id stands twice
					ce_specversion: 1.0, ce_id: 1, ce_source: s, ce_type: t, ce_time: noon | ce_time is 'noon', no RFC 3339 timestamp
					ce_specversion: 1.0, ce_id: 1, ce_source: s, ce_type: t, ce_Upper: x | 'Upper' is no attribute name
					""")
	void refusesHeadersThatAreNoCloudEvent(String headers, String message) {
		ConsumerRecord<byte[], byte[]> consumed = GoldenRecord.consumed(headers(headers.split(", ", -1)), null, null);
		assertThatExceptionOfType(UndecodableRecord.class).isThrownBy(() -> toEvent(consumed))
			.withMessageStartingWith(message);
	}

	@Test
	void refusesAKeyThatIsNotUtf8() {
		ConsumerRecord<byte[], byte[]> consumed = GoldenRecord.consumed(new RecordHeaders(),
				new byte[] { (byte) 0xc3, 0x28 }, null);
		assertThatExceptionOfType(UndecodableRecord.class).isThrownBy(() -> toEvent(consumed))
			.withMessage("The record key is not UTF-8");
	}

	private static Event toEvent(ConsumerRecord<byte[], byte[]> consumed) {
		return EventRecords.toEvent(consumed, TOPIC_ID, "record");
	}

	private static Headers headers(String... lines) {
		Headers headers = new RecordHeaders();
		for (String line : lines) {
			int colon = line.indexOf(": ");
			headers.add(line.substring(0, colon), line.substring(colon + 2).getBytes(StandardCharsets.UTF_8));
		}
		return headers;
	}

	private static String text(byte[] bytes) {
		return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
	}

}
