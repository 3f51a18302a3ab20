package io.ackline.producer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service as its clients see it.
 */
public class HttpService {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String base;

	private final String[] usual;

	/**
	 * Creates a client.
	 * @param usual a header that requests have if they do not name another of the kind
	 */
	public HttpService(int port, String... usual) {
		this.base = "http://127.0.0.1:" + port;
		this.usual = usual;
	}

	public HttpAnswer post(String path, String body, String... headers) {
		return postLater(path, body, headers).join();
	}

	public CompletableFuture<HttpAnswer> postLater(String path, String body, String... headers) {
		return send("POST", path, BodyPublishers.ofString(body), withJson(headers));
	}

	public HttpAnswer post(String path, byte[] body, String... headers) {
		return send("POST", path, BodyPublishers.ofByteArray(body), withJson(headers)).join();
	}

	public HttpAnswer postChunked(String path, Supplier<InputStream> body) {
		return send("POST", path, BodyPublishers.ofInputStream(body), withJson()).join();
	}

	/**
	 * Posts on the calling thread alone, so that what is measured is the service, and no
	 * other thread of its client.
	 */
	public HttpAnswer postAndWait(String path, String body, String... headers) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create(this.base + path).toURL().openConnection();
			connection.setDoOutput(true);
			connection.setReadTimeout(30_000);
			String[] all = withJson(headers);
			for (int i = 0; i < all.length; i += 2) {
				connection.setRequestProperty(all[i], all[i + 1]);
			}
			long start = System.nanoTime();
			connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
			int status = connection.getResponseCode();
			InputStream in = (status < 400) ? connection.getInputStream() : connection.getErrorStream();
			String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			Map<String, List<String>> received = new HashMap<>(connection.getHeaderFields());
			received.remove(null); // the status line
			return new HttpAnswer(status, HttpHeaders.of(received, (name, value) -> true), text, took);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public HttpAnswer get(String path) {
		return send("GET", path, BodyPublishers.noBody()).join();
	}

	public CompletableFuture<HttpAnswer> send(String method, String path, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.method(method, body)
			.timeout(Duration.ofSeconds(30));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		if (this.usual.length > 0 && !List.of(headers).contains(this.usual[0])) {
			request.header(this.usual[0], this.usual[1]);
		}
		long start = System.nanoTime();
		return CLIENT.sendAsync(request.build(), BodyHandlers.ofString())
			.thenApply((response) -> HttpAnswer.of(response, start));
	}

	public void awaitReady() {
		await().atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.untilAsserted(() -> assertThat(get("/actuator/health/readiness").status()).isEqualTo(200));
	}

	private static String[] withJson(String... headers) {
		for (int i = 0; i < headers.length; i += 2) {
			if (headers[i].equalsIgnoreCase("Content-Type")) {
				return headers;
			}
		}
		String[] all = new String[headers.length + 2];
		System.arraycopy(headers, 0, all, 2, headers.length);
		all[0] = "Content-Type";
		all[1] = "application/json";
		return all;
	}

}
