package io.ackline.workbench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON over HTTP, as curl would do it.
 */
final class HttpJson {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI base;

	HttpJson(URI base) {
		this.base = base;
	}

	Answer get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(this.base.resolve(path)));
	}

	Answer post(String path, String json) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(this.base.resolve(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json)));
	}

	private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.http.send(request.build(), BodyHandlers.ofByteArray());
		return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
	}

	record Answer(int status, JsonNode body) {
	}

}
