package io.ackline.workbench.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A producer that is started, and asked to write from the first moment on.
 */
record FirstWrite(String name, BenchSystem system) implements Contender {

	private static final AtomicInteger STARTED = new AtomicInteger();

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int CREATED = 201;

	@Override
	public Sample run() throws InterruptedException {
		this.system.producer(); // the topic is there
		String service = "starting-" + STARTED.incrementAndGet();
		long begin = System.nanoTime();
		this.system.start(service, "producer-service", Map.of(), BenchSystem.TOPIC_ARGUMENTS);
		try {
			awaitWrite(BenchEvents.endpoint(this.system.address(service)), begin + PATIENCE.toNanos());
			return Sample.of(Measure.SECONDS, (System.nanoTime() - begin) / 1e9);
		}
		finally {
			this.system.cluster().kill(service);
		}
	}

	private static void awaitWrite(URI endpoint, long deadline) throws InterruptedException {
		HttpClient http = HttpClient.newHttpClient();
		HttpRequest request = HttpRequest.newBuilder(endpoint)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"type\":\"bench.noted\",\"key\":\"k\",\"data\":{}}"))
			.build();
		while (!isWritten(http, request)) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("The producer acknowledged nothing within " + PATIENCE);
			}
			Thread.sleep(5);
		}
	}

	private static boolean isWritten(HttpClient http, HttpRequest request) throws InterruptedException {
		try {
			return http.send(request, BodyHandlers.discarding()).statusCode() == CREATED;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
