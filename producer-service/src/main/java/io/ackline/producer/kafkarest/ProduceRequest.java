package io.ackline.producer.kafkarest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;

/**
 * Reads the records of a request: {@code {"records": [{"key": …, "value": …}]}}.
 */
final class ProduceRequest {

	private static final Set<String> PROPERTIES = Set.of("key", "value", "partition", "timestamp", "headers");

	private final RecordsJson json;

	private final String topic;

	private final @Nullable Integer partition;

	private final EmbeddedFormat format;

	/**
	 * Creates a reader.
	 * @param partition the partition that the path names, or {@code null}
	 */
	ProduceRequest(RecordsJson json, String topic, @Nullable Integer partition, EmbeddedFormat format) {
		this.json = json;
		this.topic = topic;
		this.partition = partition;
		this.format = format;
	}

	/**
	 * Returns the records of a body.
	 * @throws KafkaRestError if something is wrong with it
	 */
	List<ProducerRecord<byte[], byte[]>> read(byte[] body) {
		JsonNode root = this.json.parse(body);
		JsonNode records = root.path("records");
		if (!root.isObject() || !records.isArray() || records.isEmpty()) {
			throw new KafkaRestError(HttpStatus.UNPROCESSABLE_CONTENT,
					"The body has no records: send {\"records\": [{\"value\": …}]}.");
		}
		requireOnly(root, Set.of("records"), "The body");
		List<ProducerRecord<byte[], byte[]>> read = new ArrayList<>();
		for (int i = 0; i < records.size(); i++) {
			read.add(read(records.path(i), "records[%d]".formatted(i)));
		}
		return read;
	}

	private ProducerRecord<byte[], byte[]> read(JsonNode node, String where) {
		if (!node.isObject() || !node.has("value")) {
			throw wrong("%s must be an object with a value, which may be null.".formatted(where));
		}
		requireOnly(node, PROPERTIES, where);
		Integer chosen = partition(node.get("partition"), where + ".partition");
		return new ProducerRecord<>(this.topic, chosen, timestamp(node.get("timestamp"), where + ".timestamp"),
				this.format.bytes(node.get("key"), where + ".key"),
				this.format.bytes(node.get("value"), where + ".value"),
				headers(node.get("headers"), where + ".headers"));
	}

	private @Nullable Integer partition(@Nullable JsonNode node, String where) {
		if (node == null || node.isNull()) {
			return this.partition;
		}
		if (this.partition != null) {
			throw wrong("%s is not allowed: the path names the partition.".formatted(where));
		}
		if (!node.isInt() || node.asInt() < 0) {
			throw wrong("%s must be an integer from 0 on.".formatted(where));
		}
		return node.asInt();
	}

	private static @Nullable Long timestamp(@Nullable JsonNode node, String where) {
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.canConvertToLong() || !node.isIntegralNumber() || node.asLong() < 0) {
			throw wrong("%s must be milliseconds since 1970, from 0 on.".formatted(where));
		}
		return node.asLong();
	}

	private static List<Header> headers(@Nullable JsonNode node, String where) {
		List<Header> headers = new ArrayList<>();
		if (node == null || node.isNull()) {
			return headers;
		}
		if (!node.isArray()) {
			throw wrong("%s must be an array.".formatted(where));
		}
		for (JsonNode header : node) {
			if (!header.path("key").isString() || !header.path("value").isString()) {
				throw wrong("%s must be objects with a key and a value in base64.".formatted(where));
			}
			requireOnly(header, Set.of("key", "value"), where);
			headers.add(new RecordHeader(header.path("key").asString(),
					EmbeddedFormat.base64(header.path("value").asString(), where + ".value")));
		}
		return headers;
	}

	private static void requireOnly(JsonNode node, Set<String> known, String where) {
		for (String name : node.propertyNames()) {
			if (!known.contains(name)) {
				throw wrong("%s has the unknown property '%s'.".formatted(where, name));
			}
		}
	}

	private static KafkaRestError wrong(String message) {
		return new KafkaRestError(HttpStatus.BAD_REQUEST, message);
	}

}
