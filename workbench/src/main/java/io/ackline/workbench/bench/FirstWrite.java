package io.ackline.workbench.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that is started, and asked to write from the first moment on.
 *
 * @param start what starts it
 */
record FirstWrite(String name, Start start) implements Contender {

	private static final AtomicInteger STARTED = new AtomicInteger();

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/**
	 * An answer of Kafka REST may have a failure inside, whatever its status is.
	 */
	private static final String FAILURE = "\"error_code\"";

	/**
	 * Returns the producer.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	static FirstWrite ofProducer(String name, BenchSystem system) throws InterruptedException {
		system.producer(); // the topic is there
		return new FirstWrite(name, () -> {
			String service = "starting-" + STARTED.incrementAndGet();
			system.start(service, "producer-service", Map.of(), BenchSystem.TOPIC_ARGUMENTS);
			return new Started(BenchEvents.singles(system.address(service)), () -> system.cluster().kill(service));
		});
	}

	/**
	 * Returns a peer that the benchmarks start.
	 */
	static FirstWrite of(Peer peer, BenchSystem system) {
		return new FirstWrite(peer.name(), () -> {
			Peer another = peer.another();
			return new Started(BenchEvents.kafkaRest(another.endpoint()), system.launch(another)::stop);
		});
	}

	@Override
	public Sample run() throws InterruptedException {
		long begin = System.nanoTime();
		Started started = this.start.begin();
		try {
			awaitWrite(started.target(), begin + PATIENCE.toNanos());
			return Sample.of(Measure.SECONDS, (System.nanoTime() - begin) / 1e9);
		}
		finally {
			started.end().run();
		}
	}

	private void awaitWrite(HttpTarget target, long deadline) throws InterruptedException {
		HttpClient http = HttpClient.newHttpClient();
		HttpRequest.Builder request = HttpRequest.newBuilder(target.uri())
			.POST(BodyPublishers.ofByteArray(target.bodies().body(0, 0).getBytes()));
		target.headers().forEach(request::header);
		while (!isWritten(http, request.build(), target.status())) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException(this.name + " acknowledged nothing within " + PATIENCE);
			}
			Thread.sleep(5);
		}
	}

	private static boolean isWritten(HttpClient http, HttpRequest request, int status) throws InterruptedException {
		try {
			HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
			return answer.statusCode() == status && !answer.body().contains(FAILURE);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Starts a service.
	 */
	@FunctionalInterface
	interface Start {

		Started begin();

	}

	/**
	 * A service that was started.
	 *
	 * @param target what it is asked to write
	 * @param end what ends it
	 */
	record Started(HttpTarget target, Runnable end) {

	}

}
