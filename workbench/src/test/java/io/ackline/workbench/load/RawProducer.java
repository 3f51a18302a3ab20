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
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/**
 * A producer over real HTTP whose answers to whole bodies a test chooses.
 */
final class RawProducer implements AutoCloseable {

	final List<String> bodies = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private final HttpServer server;

	RawProducer(Script script) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
				this.bodies.add(body);
				Reply reply = script.answer(this.requests.incrementAndGet(), body);
				if (reply.status() != 0) {
					byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
					exchange.sendResponseHeaders(reply.status(), answer.length);
					exchange.getResponseBody().write(answer);
				}
			}
		});
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * What to answer.
	 */
	@FunctionalInterface
	interface Script {

		Reply answer(int request, String body);

	}

	/**
	 * An answer; with the status 0, none: the connection is closed.
	 */
	record Reply(int status, String body) {

		static final Reply NONE = new Reply(0, "");

	}

}
