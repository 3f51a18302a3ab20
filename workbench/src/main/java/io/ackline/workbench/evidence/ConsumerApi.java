package io.ackline.workbench.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a consumer says over HTTP. Every failure to get it is an
 * {@link UncheckedIOException}.
 */
public final class ConsumerApi {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final int PAGE = 500;

	private static final int OK = 200;

	private static final int NOT_FOUND = 404;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(LIMIT)
		.build();

	private final URI consumer;

	/**
	 * Creates a client of the consumer at a base address.
	 */
	public ConsumerApi(URI consumer) {
		this.consumer = consumer;
	}

	/**
	 * Returns all receipts of a source's events in a topic.
	 */
	public List<Receipt> receipts(String topic, String source) {
		String query = "/api/v1/receipts?topic=%s&source=%s&limit=%d".formatted(encoded(topic), encoded(source), PAGE);
		List<Receipt> receipts = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = get(cursor.isEmpty() ? query : query + "&cursor=" + encoded(cursor));
			page.path("receipts")
				.valueStream()
				.filter((receipt) -> receipt.path("source").asString("").equals(source))
				.map(ConsumerApi::receipt)
				.forEach(receipts::add);
			cursor = page.path("next").asString("");
		}
		while (!cursor.isEmpty());
		return receipts;
	}

	/**
	 * Returns whether an event of a topic was processed or has died.
	 */
	public boolean hasSettled(String topic, Identity event) {
		return get("/api/v1/receipts?topic=%s&source=%s&id=%s".formatted(encoded(topic), encoded(event.source()),
				encoded(event.id())))
			.path("receipts")
			.valueStream()
			.map(ConsumerApi::receipt)
			.anyMatch(Receipt::settled);
	}

	/**
	 * Returns the state of the record at a place, whatever it is a record of.
	 */
	public String stateAt(String topic, Place place) {
		return get("/api/v1/receipts?topic=%s&partition=%d&offset=%d".formatted(encoded(topic), place.partition(),
				place.offset()))
			.path("receipts")
			.path(0)
			.path("state")
			.asString("unknown");
	}

	/**
	 * Returns what the ledger says of an account; {@link Account#UNTOUCHED} if it does
	 * not know it.
	 */
	public Account account(String name) {
		JsonNode account = get("/api/v1/accounts/" + encoded(name));
		if (account.isMissingNode()) {
			return Account.UNTOUCHED;
		}
		Map<String, Long> balances = new TreeMap<>();
		account.path("balances").forEachEntry((currency, balance) -> balances.put(currency, balance.longValue()));
		return new Account(balances, account.path("events").longValue(), account.path("chain").stringValue());
	}

	/**
	 * Returns how many records the group has not handled yet; empty while that is not
	 * known.
	 */
	public OptionalLong lag() {
		JsonNode lag = get("/api/v1/group").path("lag");
		return lag.isNumber() ? OptionalLong.of(lag.longValue()) : OptionalLong.empty();
	}

	/**
	 * Returns the names of the group's static members.
	 */
	public List<String> members() {
		return get("/api/v1/group").path("members")
			.valueStream()
			.map((member) -> member.path("instanceId").asString(""))
			.toList();
	}

	private static Receipt receipt(JsonNode json) {
		return new Receipt(new Identity(json.path("source").stringValue(), json.path("id").stringValue()),
				json.path("state").stringValue(),
				new Place(json.path("partition").intValue(), json.path("offset").longValue()),
				json.path("latencyMs").isNumber() ? Duration.ofMillis(json.path("latencyMs").longValue()) : null);
	}

	private JsonNode get(String path) {
		try {
			HttpRequest request = HttpRequest.newBuilder(this.consumer.resolve(path)).timeout(LIMIT).GET().build();
			HttpResponse<byte[]> response = this.http.send(request, BodyHandlers.ofByteArray());
			return switch (response.statusCode()) {
				case OK -> JSON.readTree(response.body());
				case NOT_FOUND -> JSON.missingNode();
				default -> throw new IOException("%s was answered with %d: %s".formatted(request.uri(),
						response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The consumer at %s gave no good answer: %s".formatted(this.consumer,
					(ex.getMessage() != null) ? ex.getMessage() : "it is not reached"), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException("Interrupted", ex));
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
