package io.ackline.workbench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a running system is reached.
 *
 * @param producers the base addresses of its producers
 * @param consumer the base address of one of its consumers
 * @param bootstrapServers its brokers
 */
record SystemAddress(List<URI> producers, URI consumer, String bootstrapServers) {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private static final int OK = 200;

	/**
	 * Returns those of its services that do not say that they are ready.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	List<URI> unready() throws InterruptedException {
		HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
		List<URI> services = Stream.concat(this.producers.stream(), Stream.of(this.consumer)).toList();
		List<URI> unready = new ArrayList<>();
		for (URI service : services) {
			if (!isReady(http, service)) {
				unready.add(service);
			}
		}
		return unready;
	}

	private static boolean isReady(HttpClient http, URI service) throws InterruptedException {
		try {
			HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/health/readiness"))
				.timeout(LIMIT)
				.build();
			return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
