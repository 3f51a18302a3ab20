package io.ackline.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka records, in the binary content mode of the <a href=
 * "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents
 * Kafka protocol binding 1.0.2</a>: attributes in {@code ce_*} headers, the media type in
 * {@code content-type}, the data byte for byte as the value, the partition key as the
 * record's key.
 */
public final class EventRecords {

	private static final String PREFIX = "ce_";

	private static final String CONTENT_TYPE = "content-type";

	private static final byte[] SPEC_VERSION = utf8("1.0");

	private static final char REPLACEMENT = '\uFFFD';

	private EventRecords() {
	}

	/**
	 * Returns the record for an event, with the time of its writing as the record's
	 * timestamp.
	 * @param partition the partition to write to, or {@code null} to let the producer
	 * choose it from the key
	 */
	public static ProducerRecord<byte[], byte[]> toRecord(String topic, @Nullable Integer partition, Event event) {
		byte[] key = (event.key() != null) ? utf8(event.key()) : null;
		byte[] value = (event.data() != null) ? event.data().bytes() : null;
		return new ProducerRecord<>(topic, partition, null, key, value, headers(event, key));
	}

	/**
	 * Returns the event in a record. A record without any {@code ce_*} header is an event
	 * too: its source is {@code /kafka/{topicId}}, its id {@code {partition}-{offset}},
	 * its type the topic's default and its time the record's.
	 * @param topicId the id of the topic that the record was read from
	 * @param defaultType the type of records that have no {@code ce_*} headers
	 * @throws UndecodableRecord if the record has {@code ce_*} headers that are not a
	 * CloudEvent of version 1.0 within the limits of {@link Event}, or a key that is not
	 * UTF-8
	 */
	public static Event toEvent(ConsumerRecord<? extends byte @Nullable [], ? extends byte @Nullable []> kafkaRecord,
			Uuid topicId, String defaultType) {
		Attributes attributes = Attributes.of(kafkaRecord.headers());
		try {
			String key = text("record key", kafkaRecord.key());
			byte[] value = kafkaRecord.value();
			return attributes.event(kafkaRecord, topicId, defaultType)
				.dataContentType(attributes.contentType)
				.key((key == null || key.isEmpty()) ? null : key)
				.data((value != null) ? EventData.of(value) : null)
				.build();
		}
		catch (InvalidEvent ex) {
			throw new UndecodableRecord(ex.getMessage(), ex);
		}
	}

	private static Headers headers(Event event, byte @Nullable [] key) {
		RecordHeaders headers = new RecordHeaders();
		headers.add(PREFIX + "specversion", SPEC_VERSION);
		add(headers, "id", event.id());
		add(headers, "source", event.source());
		add(headers, "type", event.type());
		add(headers, "time", rfc3339(event.time()));
		add(headers, "subject", event.subject());
		add(headers, "dataschema", event.dataSchema());
		if (event.dataContentType() != null) {
			headers.add(CONTENT_TYPE, utf8(event.dataContentType()));
		}
		if (key != null) {
			headers.add(PREFIX + Event.PARTITION_KEY, key);
		}
		event.extensions().forEach((name, value) -> add(headers, name, value));
		return headers;
	}

	private static void add(Headers headers, String attribute, @Nullable String value) {
		if (value != null) {
			headers.add(PREFIX + attribute, utf8(value));
		}
	}

	/**
	 * Returns a time with its seconds, which RFC 3339 requires and
	 * {@link OffsetDateTime#toString()}, a good deal faster than a formatter, leaves out
	 * where they are zero.
	 */
	private static String rfc3339(OffsetDateTime time) {
		boolean fullMinute = time.getSecond() == 0 && time.getNano() == 0;
		return fullMinute ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time) : time.toString();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static @Nullable String text(String what, byte @Nullable [] bytes) {
		if (bytes == null) {
			return null;
		}
		String text = new String(bytes, StandardCharsets.UTF_8);
		return (text.indexOf(REPLACEMENT) < 0) ? text : strictly(what, bytes);
	}

	/**
	 * Decodes what has the character in it that stands for malformed bytes, or has such
	 * bytes. A strict decoder for each text would cost more than all else.
	 */
	private static String strictly(String what, byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new UndecodableRecord("The %s is not UTF-8".formatted(what), ex);
		}
	}

	/**
	 * What the headers of a record say: the {@code ce_*} ones by attribute name, and the
	 * content type.
	 */
	private static final class Attributes {

		private final Map<String, String> values = new HashMap<>();

		private @Nullable String contentType;

		static Attributes of(Headers headers) {
			Attributes attributes = new Attributes();
			for (Header header : headers) {
				String name = header.key();
				if (name.startsWith(PREFIX)) {
					attributes.add(name, header.value());
				}
				else if (name.equals(CONTENT_TYPE)) {
					attributes.contentType = text("header " + name, header.value());
				}
			}
			return attributes;
		}

		private void add(String header, byte @Nullable [] bytes) {
			String value = text("header " + header, bytes);
			if (value == null) {
				throw new UndecodableRecord("The header %s has no value".formatted(header));
			}
			if (this.values.put(header.substring(PREFIX.length()), value) != null) {
				throw new UndecodableRecord("The header %s stands twice".formatted(header));
			}
		}

		Event.Builder event(ConsumerRecord<?, ?> kafkaRecord, Uuid topicId, String defaultType) {
			if (this.values.isEmpty()) {
				return Event.builder(kafkaRecord.partition() + "-" + kafkaRecord.offset(), "/kafka/" + topicId,
						defaultType, time(kafkaRecord));
			}
			String version = required("specversion");
			if (!version.equals("1.0")) {
				throw new UndecodableRecord("ce_specversion is '%s', not 1.0".formatted(version));
			}
			String time = this.values.remove("time");
			Event.Builder event = Event
				.builder(required("id"), required("source"), required("type"),
						(time != null) ? parse(time) : time(kafkaRecord))
				.subject(this.values.remove("subject"))
				.dataSchema(this.values.remove("dataschema"));
			this.values.remove(Event.PARTITION_KEY);
			return event.extensions(this.values);
		}

		private String required(String attribute) {
			String value = this.values.remove(attribute);
			if (value == null) {
				throw new UndecodableRecord("The header ce_%s is missing".formatted(attribute));
			}
			return value;
		}

		private static OffsetDateTime parse(String time) {
			try {
				return OffsetDateTime.parse(time);
			}
			catch (DateTimeException ex) {
				throw new UndecodableRecord("ce_time is '%s', no RFC 3339 timestamp".formatted(time), ex);
			}
		}

		private static OffsetDateTime time(ConsumerRecord<?, ?> kafkaRecord) {
			return Instant.ofEpochMilli(Math.max(0, kafkaRecord.timestamp())).atOffset(ZoneOffset.UTC);
		}

	}

}
