package io.ackline.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record kept in two files: {@code NAME.headers} with the key and the headers, a line
 * each, and {@code NAME.value} with the value's bytes, absent for a tombstone.
 */
record GoldenRecord(String key, List<String> headers, EventData value) {

	static final long TIMESTAMP = 1_790_000_000_000L;

	static final String TOPIC = "payments";

	static GoldenRecord read(String name) throws IOException {
		List<String> headers = new ArrayList<>(
				new String(bytes(name + ".headers"), StandardCharsets.UTF_8).lines().toList());
		String key = headers.remove(0);
		byte[] value = bytes(name + ".value");
		return new GoldenRecord(key.equals("key:") ? null : key.substring("key: ".length()), headers,
				(value != null) ? EventData.of(value) : null);
	}

	static List<String> lines(Headers headers) {
		List<String> lines = new ArrayList<>();
		for (Header header : headers) {
			lines.add(header.key() + ": " + new String(header.value(), StandardCharsets.UTF_8));
		}
		return lines;
	}

	ConsumerRecord<byte[], byte[]> consumed() {
		Headers headers = new RecordHeaders();
		for (String line : this.headers) {
			int colon = line.indexOf(": ");
			headers.add(line.substring(0, colon), line.substring(colon + 2).getBytes(StandardCharsets.UTF_8));
		}
		return consumed(headers, (this.key != null) ? this.key.getBytes(StandardCharsets.UTF_8) : null,
				(this.value != null) ? this.value.bytes() : null);
	}

	static ConsumerRecord<byte[], byte[]> consumed(Headers headers, byte[] key, byte[] value) {
		return new ConsumerRecord<>(TOPIC, 3, 42L, TIMESTAMP, TimestampType.CREATE_TIME,
				(key != null) ? key.length : -1, (value != null) ? value.length : -1, key, value, headers,
				Optional.of(7));
	}

	private static byte[] bytes(String file) throws IOException {
		try (InputStream in = GoldenRecord.class.getResourceAsStream("/golden/" + file)) {
			return (in != null) ? in.readAllBytes() : null;
		}
	}

}
