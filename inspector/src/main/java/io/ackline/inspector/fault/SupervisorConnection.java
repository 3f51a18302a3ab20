package io.ackline.inspector.fault;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.ackline.inspector.InspectorProperties;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/**
 * Speaks to the supervisor of {@code ./ackline up} over the loopback interface, with the
 * secret that it has left in its folder for its user.
 */
@Component
class SupervisorConnection {

	private final @Nullable Path installation;

	private final JsonMapper json;

	private final RestClient client;

	SupervisorConnection(InspectorProperties properties, JsonMapper json) {
		this.installation = properties.installation();
		this.json = json;
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(2))
			.build());
		// what is started may take its time
		factory.setReadTimeout(Duration.ofMinutes(2));
		this.client = RestClient.builder().requestFactory(factory).build();
	}

	boolean isKnown() {
		return this.installation != null;
	}

	/**
	 * Returns the processes.
	 */
	JsonNode nodes() {
		return body(call(HttpMethod.GET, "/nodes", null));
	}

	/**
	 * Does something to a node and returns a sentence that says what was done.
	 */
	String act(String action, String node) {
		return body(call(HttpMethod.POST, "/nodes/" + action, node)).path("text").asString();
	}

	private JsonNode body(ResponseEntity<byte[]> answer) {
		JsonNode body = this.json.readTree((answer.getBody() != null) ? answer.getBody() : new byte[0]);
		if (!answer.getStatusCode().is2xxSuccessful()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					body.path("error").asString("The supervisor answered " + answer.getStatusCode().value()));
		}
		return body;
	}

	private ResponseEntity<byte[]> call(HttpMethod method, String path, @Nullable String query) {
		JsonNode target = read();
		try {
			return this.client.method(method)
				.uri((uri) -> uri.scheme("http")
					.host("127.0.0.1")
					.port(target.path("port").asInt())
					.path(path)
					.query("{query}")
					.build((query != null) ? query : ""))
				.header("Authorization", "Bearer " + target.path("secret").asString())
				.exchange((sent, answer) -> ResponseEntity.status(answer.getStatusCode())
					.body(answer.getBody().readAllBytes()));
		}
		catch (ResourceAccessException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "The supervisor of ./ackline up does not answer",
					ex);
		}
	}

	private JsonNode read() {
		if (this.installation == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND,
					"This inspector did not start the cluster, so that it cannot stop its processes");
		}
		Path file = this.installation.resolve("supervisor.json");
		try {
			return this.json.readTree(Files.readAllBytes(file));
		}
		catch (IOException | JacksonException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_GATEWAY,
					"There is no supervisor here: %s cannot be read".formatted(file), ex);
		}
	}

}
