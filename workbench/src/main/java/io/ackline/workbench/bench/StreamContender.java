package io.ackline.workbench.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * A producer that takes events as streams of lines, as fast as it reads them.
 */
record StreamContender(String name, URI endpoint, int connections, Effort effort) implements Contender {

	private static final int LINES_A_CHUNK = 200;

	private static final Pattern LAST_LINE = Pattern.compile("\\{\"accepted\":(\\d+),\"failed\":0}\\s*$");

	@Override
	public void warmUp() throws InterruptedException {
		WarmUp.untilSteady(this.effort.cold(), this::write);
	}

	@Override
	public Sample run() {
		write(this.effort.warmUp());
		return Sample.of(Measure.RATE, write(this.effort.turn()));
	}

	private double write(Duration duration) {
		Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
		HttpClient http = vertx.createHttpClient(new HttpClientOptions(),
				new PoolOptions().setHttp1MaxSize(this.connections).setEventLoopSize(1));
		Buffer chunk = BenchEvents.stream(LINES_A_CHUNK);
		long begin = System.nanoTime();
		long end = begin + duration.toNanos();
		try {
			List<Future<Long>> uploads = IntStream.range(0, this.connections)
				.mapToObj((number) -> upload(http, chunk, end))
				.toList();
			CompletableFuture<?> all = Future.all(uploads).toCompletionStage().toCompletableFuture();
			all.join();
			long accepted = uploads.stream().mapToLong(Future::result).sum();
			return accepted * 1e9 / (System.nanoTime() - begin);
		}
		finally {
			CompletableFuture<?> closed = vertx.close().toCompletionStage().toCompletableFuture();
			closed.join();
		}
	}

	private Future<Long> upload(HttpClient http, Buffer chunk, long end) {
		RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST)
			.setHost(this.endpoint.getHost())
			.setPort(this.endpoint.getPort())
			.setURI(this.endpoint.getRawPath())
			.putHeader("Content-Type", "application/x-ndjson");
		return http.request(options).compose((request) -> {
			request.setChunked(true);
			Promise<Void> written = Promise.promise();
			request.exceptionHandler(written::tryFail);
			fill(request, chunk, end, written);
			return request.response()
				.compose((response) -> response.body())
				.compose((body) -> written.future().map((nothing) -> accepted(body)));
		});
	}

	private static void fill(HttpClientRequest request, Buffer chunk, long end, Promise<Void> written) {
		while (System.nanoTime() < end) {
			request.write(chunk).onFailure(written::tryFail);
			if (request.writeQueueFull()) {
				request.drainHandler((nothing) -> fill(request, chunk, end, written));
				return;
			}
		}
		request.drainHandler(null);
		request.end().onComplete((ended) -> written.tryComplete());
	}

	/**
	 * Returns how many events the last line says were accepted.
	 */
	private static long accepted(Buffer body) {
		String text = body.toString(StandardCharsets.UTF_8);
		Matcher matcher = LAST_LINE.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("The stream's last line tells of failures, or is missing: "
					+ text.substring(Math.max(0, text.length() - 300)));
		}
		return Long.parseLong(matcher.group(1));
	}

}
