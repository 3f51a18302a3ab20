package io.ackline.workbench.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * Requests over a number of connections, from one thread.
 */
final class HttpLoad implements AutoCloseable {

	private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

	private final int connections;

	private final HttpClient http;

	HttpLoad(int connections) {
		this.connections = connections;
		this.http = this.vertx.createHttpClient(new HttpClientOptions().setTcpNoDelay(true),
				new PoolOptions().setHttp1MaxSize(connections).setEventLoopSize(1));
	}

	/**
	 * Sends the next request on each connection when the one before is answered, which
	 * shows how much goes through.
	 */
	Turn saturate(HttpTarget target, Duration warmUp, Duration turn) {
		Turn run = new Turn(target, warmUp, turn);
		on(() -> {
			for (int number = 0; number < this.connections; number++) {
				chain(target, run);
			}
		});
		return run.await();
	}

	/**
	 * Saturates a fresh process until it gets no faster.
	 * @param least how long at least
	 * @return events a second in the end
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	double saturateUntilSteady(HttpTarget target, Duration least) throws InterruptedException {
		return WarmUp.untilSteady(least, (part) -> saturate(target, Duration.ZERO, part).rate());
	}

	private void chain(HttpTarget target, Turn run) {
		long due = System.nanoTime();
		if (run.isOver(due)) {
			run.endIfOver(due);
			return;
		}
		send(target, run, due, () -> chain(target, run));
	}

	/**
	 * Sends requests at fixed times, whether or not the ones before are answered, so that
	 * each waits for what holds it up; latencies count from these times.
	 * @param rate requests a second
	 */
	Turn pace(HttpTarget target, double rate, Duration warmUp, Duration turn) {
		Turn run = new Turn(target, warmUp, turn);
		double interval = TimeUnit.SECONDS.toNanos(1) / rate;
		on(() -> this.vertx.setPeriodic(1, new Handler<>() {

			private final long begin = System.nanoTime();

			private long sent;

			@Override
			public void handle(Long timer) {
				long now = System.nanoTime();
				for (long due = due(); due <= now; due = due()) {
					if (run.isOver(due)) {
						HttpLoad.this.vertx.cancelTimer(timer);
						run.endIfOver(now);
						return;
					}
					this.sent++;
					send(target, run, due, () -> {
					});
				}
			}

			private long due() {
				return this.begin + (long) (this.sent * interval);
			}

		}));
		return run.await();
	}

	private void send(HttpTarget target, Turn run, long due, Runnable then) {
		long number = run.count();
		RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST)
			.setHost(target.uri().getHost())
			.setPort(target.uri().getPort())
			.setURI(target.path());
		target.headers().forEach(options::putHeader);
		this.http.request(options)
			.compose((request) -> request.send(target.bodies().body(number, due)))
			.compose((response) -> response.body().map((body) -> response.statusCode()))
			.onComplete((answer) -> {
				run.end(due, System.nanoTime(), answer.succeeded() ? answer.result() : 0);
				then.run();
			});
	}

	private void on(Runnable work) {
		this.vertx.getOrCreateContext().runOnContext((nothing) -> work.run());
	}

	@Override
	public void close() {
		CompletableFuture<?> closed = this.vertx.close().toCompletionStage().toCompletableFuture();
		closed.join();
	}

}
