package io.ackline.producer;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service answered, and how long that took.
 */
public record HttpAnswer(int status, HttpHeaders headers, String text, Duration took) {

	static HttpAnswer of(HttpResponse<String> response, long startNanos) {
		return new HttpAnswer(response.statusCode(), response.headers(), response.body(),
				Duration.ofNanos(System.nanoTime() - startNanos));
	}

	public JsonNode json() {
		return JsonMapper.shared().readTree(this.text);
	}

	public String text(String member) {
		return json().path(member).asString("");
	}

	public String header(String name) {
		return this.headers.firstValue(name).orElse("");
	}

}
