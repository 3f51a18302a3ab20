package io.ackline.producer.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that is as the OpenAPI document has it.
 */
record Sample(String method, String path, List<String> headers, String body) {

	static final String TOPIC = "fuzz";

	/**
	 * A topic whose settings are changed, and which no event goes to.
	 */
	static final String CHANGED = "fuzz-settings";

	private static final String CE = "ce-specversion: 1.0|ce-id: b-1|ce-source: /fuzz|ce-type: payment.noted|ce-partitionkey: k%20é|ce-region: eu";

	/**
	 * Returns the samples: each operation of the document with each of its examples, and
	 * what it describes without an example.
	 */
	static List<Sample> all() {
		JsonNode document = document();
		List<Sample> samples = new ArrayList<>();
		document.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((verb) -> add(samples, document, verb.getKey().toUpperCase(Locale.ROOT), path.getKey(),
						verb.getValue())));
		for (String path : List.of("/api/v1/events", "/api/v1/topics/%s/events".formatted(TOPIC))) {
			samples.add(new Sample("POST", path, List.of(("Content-Type: application/json|" + CE).split("\\|", -1)),
					"{\"a\":[1,2.5,null]}"));
			samples.add(new Sample("POST", path, List.of(("Content-Type: image/png|" + CE).split("\\|", -1)),
					"\u0000\u0001\u00ff"));
		}
		for (String path : List.of("/topics/" + TOPIC, "/topics/%s/partitions/1".formatted(TOPIC))) {
			samples.add(records(path, "json",
					"{\"records\":[{\"key\":\"k\",\"value\":{\"a\":1.50},\"headers\":[{\"key\":\"h\",\"value\":\"AQI=\"}]},{\"value\":null}]}"));
			samples.add(records(path, "binary",
					"{\"records\":[{\"key\":\"aw==\",\"value\":\"dg==\",\"timestamp\":1591897790000}]}"));
			samples.add(records(path, "text", "{\"records\":[{\"key\":\"k\",\"value\":\"v\"},{\"value\":\"w\"}]}"));
		}
		samples.add(json("PUT", "/api/v1/topics/" + CHANGED,
				"{\"partitions\":2,\"minInsyncReplicas\":2,\"retention\":\"7d\",\"retentionBytes\":\"1GB\",\"uncleanLeaderElection\":false}"));
		return samples;
	}

	private static void add(List<Sample> samples, JsonNode document, String method, String template,
			JsonNode operation) {
		String path = template.replace("{topic}", method.equals("PUT") ? CHANGED : TOPIC).replace("{partition}", "0");
		int before = samples.size();
		for (var form : resolved(document, operation.path("requestBody")).path("content").properties()) {
			for (JsonNode example : form.getValue().path("examples")) {
				JsonNode value = example.path("value");
				samples.add(new Sample(method, path, List.of("Content-Type: " + form.getKey()),
						value.isString() ? value.asString() : value.toString()));
			}
		}
		if (samples.size() == before && !operation.has("requestBody")) {
			samples.add(new Sample(method, path, List.of(), ""));
		}
	}

	private static Sample records(String path, String format, String body) {
		return new Sample("POST", path, List.of("Content-Type: application/vnd.kafka.%s.v2+json".formatted(format)),
				body);
	}

	private static Sample json(String method, String path, String body) {
		return new Sample(method, path, List.of("Content-Type: application/json"), body);
	}

	private static JsonNode document() {
		try (InputStream in = Sample.class.getResourceAsStream("/openapi/producer.yaml")) {
			return JsonMapper.shared().valueToTree(new Yaml().load(in));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonNode resolved(JsonNode document, JsonNode node) {
		return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
	}

}
