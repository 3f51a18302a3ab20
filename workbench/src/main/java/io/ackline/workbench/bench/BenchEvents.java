package io.ackline.workbench.bench;

import java.net.URI;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.core.buffer.Buffer;

/**
 * The events of the benchmarks: a JSON object of 200 bytes, with nothing else but a type
 * and one of 1,000 keys, as clients send them who leave the rest to the producer.
 */
final class BenchEvents {

	/**
	 * How many events there are in a batch.
	 */
	static final int BATCH = 100;

	private static final int KEYS = 1000;

	private static final int DATA = 200;

	private static final int CREATED = 201;

	private static final int OK = 200;

	private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

	private BenchEvents() {
	}

	/**
	 * Returns one event a request.
	 */
	static HttpTarget singles(URI producer) {
		return singles(producer, BenchSystem.TOPIC);
	}

	static HttpTarget singles(URI producer, String topic) {
		return new HttpTarget(endpoint(producer, topic), JSON, bodies(KEYS, (number) -> event(number)), 1, CREATED);
	}

	/**
	 * Returns {@value #BATCH} events a request.
	 */
	static HttpTarget batches(URI producer) {
		return new HttpTarget(endpoint(producer), JSON,
				bodies(KEYS / BATCH, (number) -> lines(number * BATCH, BATCH, ",", "[", "]")), BATCH, CREATED);
	}

	/**
	 * Returns one event a request, the same, through an endpoint of Kafka REST v2.
	 */
	static HttpTarget kafkaRest(URI endpoint) {
		return new HttpTarget(endpoint.resolve("/topics/" + BenchSystem.TOPIC),
				Map.of("Content-Type", "application/vnd.kafka.json.v2+json"),
				bodies(KEYS, (number) -> "{\"records\":[{\"key\":\"%s\",\"value\":%s}]}".formatted(key(number),
						data(number))),
				1, OK);
	}

	static URI endpoint(URI producer) {
		return endpoint(producer, BenchSystem.TOPIC);
	}

	private static URI endpoint(URI producer, String topic) {
		return producer.resolve("/api/v1/topics/" + topic + "/events");
	}

	/**
	 * Returns a number of events as lines of a stream.
	 */
	static Buffer stream(int events) {
		return Buffer.buffer(lines(0, events, "\n", "", "\n"));
	}

	private static HttpTarget.Bodies bodies(int count, IntFunction<String> body) {
		return HttpTarget.Bodies.inTurn(IntStream.range(0, count).mapToObj(body).map(Buffer::buffer).toList());
	}

	private static String lines(int first, int count, String between, String before, String after) {
		return IntStream.range(first, first + count)
			.mapToObj(BenchEvents::event)
			.collect(Collectors.joining(between, before, after));
	}

	private static String event(int number) {
		return "{\"type\":\"bench.noted\",\"key\":\"%s\",\"data\":%s}".formatted(key(number), data(number));
	}

	/**
	 * Returns an event with an id of the client's.
	 */
	static String event(int number, String id) {
		return "{\"id\":\"%s\",%s".formatted(id, event(number).substring(1));
	}

	private static String key(int number) {
		return "account-%04d".formatted(number % KEYS);
	}

	private static String data(int number) {
		String fields = "{\"account\":\"%s\",\"amount\":1299,\"currency\":\"EUR\",\"note\":\"\"}"
			.formatted(key(number));
		return fields.replace("\"\"", "\"" + "x".repeat(DATA - fields.length()) + "\"");
	}

}
