package io.ackline.inspector.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record, as a page shows it.
 *
 * @param p its partition
 * @param timestamp milliseconds since the epoch
 * @param timestampType who gave the time: {@code CreateTime} or {@code LogAppendTime}
 * @param attributes the attributes of the CloudEvent that it is; empty if it is none
 * @param headers its other headers
 */
record Message(int p, long offset, long timestamp, String timestampType, @Nullable Content key,
		Map<String, String> attributes, List<NamedContent> headers, @Nullable Content value) {

	static final int PREVIEW = 2 * 1024;

	static final int WHOLE = 1024 * 1024;

	private static final int MOST_KEY = 1024;

	private static final int MOST_HEADERS = 100;

	static Message of(ConsumerRecord<byte[], byte[]> kafkaRecord, int most) {
		Map<String, String> attributes = new LinkedHashMap<>();
		List<NamedContent> headers = new ArrayList<>();
		for (Header header : kafkaRecord.headers()) {
			if (header.key().startsWith("ce_") && header.value() != null && header.value().length <= MOST_KEY) {
				attributes.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
			}
			else if (headers.size() < MOST_HEADERS) {
				headers.add(new NamedContent(header.key(), Content.of(header.value(), MOST_KEY)));
			}
		}
		return new Message(kafkaRecord.partition(), kafkaRecord.offset(), kafkaRecord.timestamp(),
				kafkaRecord.timestampType().toString(), Content.of(kafkaRecord.key(), MOST_KEY), attributes, headers,
				Content.of(kafkaRecord.value(), most));
	}

	/**
	 * A header.
	 */
	record NamedContent(String name, @Nullable Content value) {

	}

}
