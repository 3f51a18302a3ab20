package io.ackline.workbench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends events to one of several producers. A later try goes to the next of them.
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
	 * Makes one try to write each of some events, with one request.
	 * @return what the client was told of each, or knows without having been told; it
	 * never completes exceptionally
	 */
	CompletableFuture<Told> send(Form form, List<Attempt> attempts) {
		HttpRequest request = HttpRequest.newBuilder(endpoint(form, attempts.get(0)))
			.header("Content-Type", form.contentType())
			.timeout(this.limit)
			.POST(BodyPublishers.ofByteArray(form.body(attempts)))
			.build();
		long sentAt = System.nanoTime();
		Wait wait = new Wait(sentAt);
		return this.http.sendAsync(request, wait.body()).handle((response, failure) -> {
			long now = System.nanoTime();
			wait.heard(now);
			return new Told(
					(failure != null) ? Collections.nCopies(attempts.size(), Answers.of(failure))
							: Answers.of(form, response, attempts.size()),
					(form == Form.STREAM) ? wait.longest() : now - sentAt);
		});
	}

	private URI endpoint(Form form, Attempt first) {
		int number = Math.floorMod(first.event().id().hashCode() + first.number(), this.endpoints.size());
		return URI.create(this.endpoints.get(number) + form.query());
	}

}
