package io.ackline.workbench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A producer over real HTTP whose answers a test chooses, faults among them.
 */
final class ScriptedProducer implements AutoCloseable {

	final List<JsonNode> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	ScriptedProducer(int port, Function<JsonNode, Reply> script) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/api/v1/topics/payments/events", (exchange) -> answer(exchange, script));
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	ScriptedProducer(Function<JsonNode, Reply> script) {
		this(0, script);
	}

	URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void answer(HttpExchange exchange, Function<JsonNode, Reply> script) throws IOException {
		try (exchange) {
			JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
			this.requests.add(request);
			Reply reply = script.apply(request);
			if (reply.status() != 0) {
				if (reply.retryAfter() != null) {
					exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
				}
				byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(reply.status(), body.length);
				exchange.getResponseBody().write(body);
			}
		}
	}

	/**
	 * An answer; with the status 0, none: the connection is closed.
	 */
	record Reply(int status, String body, String retryAfter) {

		static final Reply NONE = new Reply(0, "", null);

		static Reply stored(JsonNode request, int partition, long offset) {
			return new Reply(201, """
					{"id": "%s", "source": "%s", "topic": "payments", "partition": %d, "offset": %d, "acks": "all"}"""
				.formatted(request.path("id").stringValue(), request.path("source").stringValue(), partition, offset),
					null);
		}

		static Reply problem(int status, String written, boolean retryable) {
			return new Reply(status, """
					{"title": "No", "status": %d, "detail": "Not now.", "written": "%s", "retryable": %s}"""
				.formatted(status, written, retryable), null);
		}

		Reply after(String seconds) {
			return new Reply(this.status, this.body, seconds);
		}

	}

}
