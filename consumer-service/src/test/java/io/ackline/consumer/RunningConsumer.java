package io.ackline.consumer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application, running in this JVM, and what can be asked of it over HTTP.
 */
public final class RunningConsumer implements AutoCloseable {

	private static final JsonMapper json = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private RunningConsumer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	public static RunningConsumer start(Map<String, Object> properties, Class<?>... handlers) {
		List<Class<?>> sources = new ArrayList<>(List.of(handlers));
		sources.add(ConsumerApplication.class);
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--spring.main.banner-mode=off", "--spring.jmx.enabled=false"));
		properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		return new RunningConsumer(
				new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).run(arguments.toArray(String[]::new)));
	}

	public RunningConsumer ready() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(40))
			.untilAsserted(() -> assertThat(health().toString()).startsWith("{\"components\"")
				.contains("\"status\":\"UP\"")
				.doesNotContain("DOWN"));
		return this;
	}

	public JsonNode health() {
		return json.readTree(get("/actuator/health/readiness").body());
	}

	/**
	 * Returns the receipt of an id, once it is settled.
	 */
	public JsonNode receipt(String id) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(40))
			.until(() -> get("/api/v1/receipts/" + id + "?wait=5s").statusCode() == 200);
		return json("/api/v1/receipts/" + id);
	}

	public JsonNode json(String path) {
		return json.readTree(get(path).body());
	}

	public HttpResponse<String> get(String path) {
		return send(HttpRequest.newBuilder(uri(path)).build());
	}

	public HttpResponse<String> post(String path, String body) {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

	public HttpResponse<String> delete(String path) {
		return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException("No answer to " + request.uri(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private String port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public <T> T bean(String name, Class<T> type) {
		return this.context.getBean(name, type);
	}

	/**
	 * Requires that an answer has exactly the members that the API's description says.
	 */
	public void requireDescribed(String schema, JsonNode answer) {
		JsonNode members = json("/openapi").at("/components/schemas/" + schema + "/properties");
		assertThat(answer.propertyNames()).containsExactlyInAnyOrderElementsOf(members.propertyNames());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
