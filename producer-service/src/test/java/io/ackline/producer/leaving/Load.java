package io.ackline.producer.leaving;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that send one event after the other, each with an {@code attempt} of its own,
 * and note what becomes of it. They come back after {@code Retry-After}, unless they
 * hammer.
 */
final class Load implements AutoCloseable {

	private static final String EVENT = "{\"type\":\"load.event\",\"key\":\"key-%d\",\"attempt\":\"%s\",\"data\":\"%s\"}";

	private final URI target;

	private final String name;

	private final String data;

	private final boolean patient;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Collection<Attempt> attempts = new ConcurrentLinkedQueue<>();

	private final AtomicInteger number = new AtomicInteger();

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean stopped;

	private Load(int port, String name, String data, boolean patient) {
		this.target = URI.create("http://127.0.0.1:" + port + "/api/v1/topics/payments/events");
		this.name = name;
		this.data = data;
		this.patient = patient;
	}

	static Load on(int port, int clients, String name) {
		return new Load(port, name, "", true).start(clients);
	}

	/**
	 * Starts clients with events of some size, that come back at once.
	 */
	static Load hammering(int port, int clients, String name, int size) {
		return new Load(port, name, "x".repeat(size), false).start(clients);
	}

	private Load start(int clients) {
		for (int i = 0; i < clients; i++) {
			Thread thread = new Thread(this::send, "load-" + i);
			this.threads.add(thread);
			thread.start();
		}
		return this;
	}

	Collection<Attempt> attempts() {
		return this.attempts;
	}

	long count(int status) {
		return this.attempts.stream().filter((attempt) -> attempt.status() == status).count();
	}

	/**
	 * Lets every client end its last request.
	 */
	void stop() throws InterruptedException {
		this.stopped = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	@Override
	public void close() {
		this.stopped = true;
	}

	private void send() {
		while (!this.stopped) {
			int event = this.number.incrementAndGet();
			String attempt = this.name + "-" + event;
			try {
				HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(this.target)
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(EVENT.formatted(event % 20, attempt, this.data)))
					.build(), HttpResponse.BodyHandlers.ofString());
				this.attempts.add(new Attempt(attempt, response.statusCode(), response.body(),
						response.headers().firstValue("Connection").orElse("")));
				if (this.patient) {
					TimeUnit.SECONDS.sleep(response.headers().firstValueAsLong("Retry-After").orElse(0));
				}
			}
			catch (ConnectException ex) {
				this.attempts.add(new Attempt(attempt, Attempt.REFUSED, ex.toString(), ""));
				return; // nobody is there any more
			}
			catch (IOException ex) {
				this.attempts.add(new Attempt(attempt, Attempt.BROKEN, ex.toString(), ""));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	/**
	 * An event that was sent once.
	 */
	record Attempt(String name, int status, String body, String connection) {

		/**
		 * The status of a connection that was refused.
		 */
		static final int REFUSED = -1;

		/**
		 * The status of a connection that broke off.
		 */
		static final int BROKEN = -2;

	}

}
