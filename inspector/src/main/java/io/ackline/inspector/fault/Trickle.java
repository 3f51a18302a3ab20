package io.ackline.inspector.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.ackline.inspector.live.Board;
import io.ackline.inspector.service.ServiceUnavailable;
import io.ackline.inspector.service.Services;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * A steady trickle of events, each with a key of its own, to see how writes fare. It ends
 * by itself when nobody looks any more.
 */
@Component
class Trickle implements DisposableBean {

	private static final int MOST_PER_SECOND = 20;

	// As many as a deadline of five seconds lets come together, and some.
	private static final int MOST_AT_ONCE = 128;

	private static final Set<String> ACKS = Set.of("all", "1", "0");

	private final ScheduledExecutorService clock = Executors
		.newSingleThreadScheduledExecutor((task) -> daemon(task, "trickle-clock"));

	private final ExecutorService senders = Executors.newCachedThreadPool((task) -> daemon(task, "trickle"));

	private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

	private final AtomicLong number = new AtomicLong();

	private final Services services;

	private final Board board;

	private final JsonMapper json;

	private @Nullable ScheduledFuture<?> running;

	Trickle(Services services, Board board, JsonMapper json) {
		this.services = services;
		this.board = board;
		this.json = json;
		this.board.put("trickle", State.off());
	}

	/**
	 * Starts to write to a topic, instead of to any other.
	 * @param rate events in a second
	 */
	synchronized void start(String topic, String acks, int rate) {
		if (rate < 1 || rate > MOST_PER_SECOND) {
			throw new IllegalArgumentException("'rate' is 1 to %d, not %d".formatted(MOST_PER_SECOND, rate));
		}
		if (!ACKS.contains(acks)) {
			throw new IllegalArgumentException("'acks' is all, 1 or 0, not '%s'".formatted(acks));
		}
		cancel();
		this.running = this.clock.scheduleAtFixedRate(() -> send(topic, acks), 0, 1_000_000L / rate,
				TimeUnit.MICROSECONDS);
		this.board.put("trickle", new State(true, topic, acks, rate));
	}

	synchronized void stop() {
		cancel();
		this.board.put("trickle", State.off());
	}

	private void cancel() {
		if (this.running != null) {
			this.running.cancel(false);
			this.running = null;
		}
	}

	private void send(String topic, String acks) {
		if (!this.board.isWatched()) {
			stop();
			return;
		}
		if (!this.atOnce.tryAcquire()) {
			return;
		}
		try {
			this.senders.execute(() -> {
				try {
					this.board.tell(answer(topic, acks, this.number.incrementAndGet()));
				}
				finally {
					this.atOnce.release();
				}
			});
		}
		catch (RejectedExecutionException ex) {
			this.atOnce.release();
		}
	}

	private Answer answer(String topic, String acks, long count) {
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("type", "inspector.trickle");
		event.put("key", "trickle-" + count);
		event.put("data", Map.of("n", count));
		long at = System.currentTimeMillis();
		long began = System.nanoTime();
		try {
			ResponseEntity<byte[]> answer = this.services.producer()
				.call(HttpMethod.POST, "/api/v1/topics/{topic}/events", Map.of("acks", acks),
						this.json.writeValueAsString(event), topic);
			JsonNode body = this.json.readTree((answer.getBody() != null) ? answer.getBody() : new byte[0]);
			int status = answer.getStatusCode().value();
			return new Answer(at, "answer", topic, millis(began), status,
					(status < 300) ? "yes" : body.path("written").asString("unknown"),
					body.path("partition").isInt() ? body.path("partition").asInt() : null,
					(status < 300) ? null : body.path("detail").asString(null));
		}
		catch (ServiceUnavailable ex) {
			return new Answer(at, "answer", topic, millis(began), 0, ex.wasAsked() ? "unknown" : "no", null,
					ex.getMessage());
		}
	}

	private static double millis(long began) {
		return Math.round((System.nanoTime() - began) / 1e4) / 100.0;
	}

	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void destroy() {
		this.clock.shutdownNow();
		this.senders.shutdownNow();
	}

	/**
	 * What became of a write.
	 *
	 * @param at when it was sent
	 * @param ms how long the answer took
	 * @param status the answer's status; 0 if the producer itself did not answer
	 * @param written {@code yes}, {@code no} or {@code unknown}
	 */
	record Answer(long at, String kind, String topic, double ms, int status, String written, @Nullable Integer p,
			@Nullable String detail) {

	}

	/**
	 * Whether it writes, and how.
	 */
	record State(boolean running, String topic, String acks, int rate) {

		static State off() {
			return new State(false, "", "all", 0);
		}

	}

}
