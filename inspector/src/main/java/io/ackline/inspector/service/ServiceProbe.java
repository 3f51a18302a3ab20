package io.ackline.inspector.service;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.ackline.inspector.live.Board;
import io.ackline.inspector.live.Probe;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at whether the instances of the producer and of the consumer are ready. One that
 * hangs takes connections and does not answer.
 */
@Component
class ServiceProbe implements Probe {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final Services services;

	private final Board board;

	ServiceProbe(Services services, Board board) {
		this.services = services;
		this.board = board;
	}

	@Override
	public Duration interval() {
		return Duration.ofSeconds(1);
	}

	@Override
	public void look() {
		List<CompletableFuture<Instance>> answers = Stream
			.concat(this.services.producer().instances().stream().map((address) -> ask("producer", address)),
					this.services.consumer().instances().stream().map((address) -> ask("consumer", address)))
			.toList();
		this.board.put("services", answers.stream().map(CompletableFuture::join).toList());
	}

	private CompletableFuture<Instance> ask(String kind, URI address) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness"))
			.timeout(PATIENCE)
			.build();
		return this.client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
			.handle((answer, ex) -> new Instance(kind, address.toString(), state(answer, ex)));
	}

	private static String state(@Nullable HttpResponse<Void> answer, @Nullable Throwable ex) {
		if (answer != null) {
			return (answer.statusCode() == 200) ? "ready" : "not ready";
		}
		return (ex != null && (ex instanceof ConnectException || ex.getCause() instanceof ConnectException))
				? "not there" : "silent";
	}

	/**
	 * An instance of a service.
	 *
	 * @param kind {@code producer} or {@code consumer}
	 * @param state {@code ready}, {@code not ready}, {@code silent} if it takes
	 * connections and does not answer, {@code not there} if it takes none
	 */
	record Instance(String kind, String address, String state) {

	}

}
