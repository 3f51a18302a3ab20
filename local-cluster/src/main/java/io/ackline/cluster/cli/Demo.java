package io.ackline.cluster.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.ackline.cluster.process.ClusterFailure;
import io.ackline.cluster.supervisor.Layout;
import io.ackline.cluster.supervisor.Phase;
import io.ackline.cluster.supervisor.Size;
import io.ackline.cluster.supervisor.SupervisorClient;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "demo", mixinStandardHelpOptions = true,
		description = "Publishes sample events and shows their receipts; starts everything if it is not up.")
final class Demo implements Runnable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Size SIZE = new Size(3, 1, 1, 1, true);

	private static final Duration SETTLED = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final Layout layout;

	private final Console console;

	Demo(Layout layout, Console console) {
		this.layout = layout;
		this.console = console;
	}

	@Override
	public void run() {
		awaitUp();
		// An account of this run alone, so that its balance is the sum of what is shown.
		String account = "demo-" + UUID.randomUUID().toString().substring(0, 8);
		for (String event : samples(account)) {
			publish(event);
		}
		this.console.line("");
		String path = "/api/v1/accounts/" + account;
		show("GET " + path, get(8081, path).orElseThrow(() -> new ClusterFailure("There is no account " + account)));
	}

	private void awaitUp() {
		Optional<SupervisorClient> running = SupervisorClient.find(this.layout);
		if (running.isEmpty()) {
			Launch.start(this.layout, this.console, SIZE, false);
		}
		else if (running.get().status().phase() != Phase.READY) {
			new JournalDisplay(this.console, running.get()).follow(Phase.READY).requireNotFailed();
		}
	}

	private static List<String> samples(String account) {
		return List.of(payment("captured", account, 1299), payment("captured", account, 4200),
				payment("refunded", account, 1299), """
						{"type":"github.push","key":"octo/hello","data":{"ref":"refs/heads/main",\
						"repository":{"full_name":"octo/hello"},"commits":[{"message":"Say hello"}]}}""", """
						{"type":"click.opened","key":"visitor-7","data":{"page":"/pricing"}}""");
	}

	private static String payment(String what, String account, int amount) {
		return "{\"type\":\"payment." + what + "\",\"key\":\"" + account + "\",\"data\":{\"account\":\"" + account
				+ "\",\"amount\":" + amount + ",\"currency\":\"EUR\"}}";
	}

	private void publish(String event) {
		this.console.line("");
		this.console.line(this.console.bold("POST /api/v1/events  ") + event);
		HttpRequest request = HttpRequest.newBuilder(uri(8080, "/api/v1/events"))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofSeconds(10))
			.POST(HttpRequest.BodyPublishers.ofString(event))
			.build();
		HttpResponse<String> response = send(request);
		show(Integer.toString(response.statusCode()), response.body());
		if (response.statusCode() / 100 != 2) {
			throw new ClusterFailure("The producer did not take the event (status " + response.statusCode() + ")");
		}
		show("receipt", receipt(JSON.readTree(response.body()).path("id").asString()));
	}

	/**
	 * Returns the receipt once the event is settled, or as it is when that takes long.
	 */
	private String receipt(String id) {
		long deadline = System.nanoTime() + SETTLED.toNanos();
		while (true) {
			Optional<String> receipt = get(8081, "/api/v1/receipts/" + id);
			boolean late = System.nanoTime() > deadline;
			if (receipt.isPresent() && (late || isSettled(receipt.get()))) {
				return receipt.get();
			}
			if (late) {
				throw new ClusterFailure("There is no receipt for " + id + " after " + SETTLED.toSeconds()
						+ " s; ./ackline status shows the group's lag");
			}
			pause();
		}
	}

	private static boolean isSettled(String receipt) {
		JsonNode state = JSON.readTree(receipt).path("state");
		return state.asString().equals("processed") || state.asString().equals("dead");
	}

	private Optional<String> get(int port, String path) {
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(uri(port, path)).timeout(Duration.ofSeconds(10)).build());
		return (response.statusCode() == 200) ? Optional.of(response.body()) : Optional.empty();
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new ClusterFailure(
					"Nobody answers at " + request.uri() + " (" + ex + "); ./ackline status shows what runs", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted", ex);
		}
	}

	private static URI uri(int port, String path) {
		return URI.create("http://127.0.0.1:" + port + path);
	}

	private void show(String what, String body) {
		this.console.line("  " + this.console.green(what) + "  " + body.strip());
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClusterFailure("Interrupted", ex);
		}
	}

}
