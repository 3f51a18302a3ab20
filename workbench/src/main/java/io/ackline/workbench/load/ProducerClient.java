package io.ackline.workbench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.ackline.events.Event;
import io.ackline.workbench.evidence.Answer;

/**
 * Posts single events to one of several producers. A later try goes to the next of them.
 */
public final class ProducerClient {

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(CONNECT_LIMIT)
		.build();

	private final List<URI> endpoints;

	private final Duration limit;

	/**
	 * Creates a client.
	 * @param producers the base addresses of the producers, at least one
	 * @param topic the topic to write to
	 * @param limit how long to wait for an answer; more than the producers' own deadline
	 */
	public ProducerClient(List<URI> producers, String topic, Duration limit) {
		if (producers.isEmpty()) {
			throw new IllegalArgumentException("A client needs at least 1 producer");
		}
		this.endpoints = producers.stream()
			.map((producer) -> producer.resolve("/api/v1/topics/" + topic + "/events"))
			.toList();
		this.limit = limit;
	}

	/**
	 * Makes one try to write an event.
	 * @return what the client was told, or knows without having been told; it never
	 * completes exceptionally
	 */
	CompletableFuture<Answer> post(Event event, int attempt) {
		HttpRequest request = HttpRequest.newBuilder(endpoint(event, attempt))
			.header("Content-Type", "application/json")
			.timeout(this.limit)
			.POST(BodyPublishers.ofByteArray(NativeEvent.json(event, attempt)))
			.build();
		return this.http.sendAsync(request, BodyHandlers.ofByteArray())
			.handle((response, failure) -> (failure != null) ? Answers.of(failure) : Answers.of(response));
	}

	private URI endpoint(Event event, int attempt) {
		return this.endpoints.get(Math.floorMod(event.id().hashCode() + attempt, this.endpoints.size()));
	}

}
