package io.ackline.cluster.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ackline.cluster.Node;
import io.ackline.cluster.process.ClusterFailure;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a supervisor is spoken to: HTTP on the loopback interface, JSON, each request
 * with the secret.
 */
final class Control {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpServer server;

	private final byte[] credentials;

	Control(String secret) throws IOException {
		this.credentials = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "ackline-control");
			thread.setDaemon(true);
			return thread;
		}));
	}

	/**
	 * Starts to listen and returns the port.
	 */
	int start(Supervisor supervisor) {
		handle("GET", "/journal", (query) -> supervisor.journal(Integer.parseInt(query)));
		handle("GET", "/status", (query) -> supervisor.status());
		handle("GET", "/nodes", (query) -> supervisor.processes());
		handle("POST", "/stop", (query) -> {
			supervisor.requestStop();
			return Map.of();
		});
		for (Action action : Action.values()) {
			handle("POST", "/nodes/" + action.word(), (name) -> answer(action, name, supervisor.act(action, name)));
		}
		this.server.start();
		return this.server.getAddress().getPort();
	}

	void stop() {
		this.server.stop(1);
	}

	private static Map<String, String> answer(Action action, String name, Node node) {
		String role = node.name().equals(name) ? "" : ", the " + role(name);
		String where = (action == Action.START && node.port() != 0) ? ", it listens on port " + node.port() : "";
		return Map.of("node", node.name(), "text", node.name() + role + " " + action.participle() + where);
	}

	private static String role(String name) {
		return name.startsWith("leader:") ? "leader of " + name.substring("leader:".length()) : name;
	}

	private void handle(String method, String path, Function<String, Object> answer) {
		this.server.createContext(path, (exchange) -> {
			try (exchange) {
				if (!MessageDigest.isEqual(this.credentials, authorization(exchange))) {
					send(exchange, 401, Map.of("error", "The secret is in .ackline/supervisor.json"));
				}
				else if (!exchange.getRequestMethod().equals(method)) {
					send(exchange, 405, Map.of("error", "Use " + method.toUpperCase(Locale.ROOT)));
				}
				else {
					answer(exchange, answer);
				}
			}
		});
	}

	private static void answer(HttpExchange exchange, Function<String, Object> answer) throws IOException {
		String query = exchange.getRequestURI().getRawQuery();
		String argument = (query != null) ? URLDecoder.decode(query, StandardCharsets.UTF_8) : "";
		try {
			send(exchange, 200, answer.apply(argument));
		}
		catch (ClusterFailure | IllegalArgumentException ex) {
			send(exchange, 409, Map.of("error", String.valueOf(ex.getMessage())));
		}
	}

	private static byte[] authorization(HttpExchange exchange) {
		String header = exchange.getRequestHeaders().getFirst("Authorization");
		return ((header != null) ? header : "").getBytes(StandardCharsets.UTF_8);
	}

	private static void send(HttpExchange exchange, int status, Object body) throws IOException {
		byte[] bytes = JSON.writeValueAsBytes(body);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

}
