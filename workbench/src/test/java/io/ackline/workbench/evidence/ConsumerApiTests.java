package io.ackline.workbench.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsumerApiTests {

	private final Map<String, String> answers = new HashMap<>();

	private HttpServer server;

	private ConsumerApi consumer;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
		this.consumer = new ConsumerApi(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()));
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void readsAllPagesOfReceipts() {
		String first = "/api/v1/receipts?topic=payments&source=%2Fa%20b&limit=500";
		this.answers.put(first, page("one", "processed", 1, "\"a+b\""));
		this.answers.put(first + "&cursor=a%2Bb", page("two", "dead", 2, "null"));
		assertThat(this.consumer.receipts("payments", "/a b")).containsExactly(
				new Receipt(new Identity("/a b", "one"), "processed", new Place(3, 1), Duration.ofMillis(20)),
				new Receipt(new Identity("/a b", "two"), "dead", new Place(3, 2), null));
	}

	@Test
	void leavesReceiptsOfOtherSourcesOut() {
		this.answers.put("/api/v1/receipts?topic=payments&source=%2Fb&limit=500", page("one", "processed", 1, "null"));
		assertThat(this.consumer.receipts("payments", "/b")).isEmpty();
	}

	@Test
	void tellsTheStateOfWhateverStandsAtAPlace() {
		this.answers.put("/api/v1/receipts?topic=payments&partition=3&offset=9", page("3-9", "dead", 9, "null"));
		assertThat(this.consumer.stateAt("payments", new Place(3, 9))).isEqualTo("dead");
		assertThat(this.consumer.stateAt("payments", new Place(3, 10))).isEqualTo("unknown");
	}

	@Test
	void knowsWhetherAnEventHasSettled() {
		String query = "/api/v1/receipts?topic=payments&source=%2Fa%20b&id=";
		this.answers.put(query + "one", page("one", "processed", 1, "null"));
		this.answers.put(query + "two", page("two", "retrying", 2, "null"));
		this.answers.put(query + "three", "{\"receipts\": [], \"next\": null}");
		assertThat(this.consumer.hasSettled("payments", new Identity("/a b", "one"))).isTrue();
		assertThat(this.consumer.hasSettled("payments", new Identity("/a b", "two"))).isFalse();
		assertThat(this.consumer.hasSettled("payments", new Identity("/a b", "three"))).isFalse();
	}

	@Test
	void readsAnAccount() {
		this.answers.put("/api/v1/accounts/a%201", """
				{"account": "a 1", "balances": {"EUR": -5, "USD": 0}, "events": 7, "chain": "00ff"}""");
		assertThat(this.consumer.account("a 1")).isEqualTo(new Account(Map.of("EUR", -5L), 7, "00ff"));
	}

	@Test
	void takesAnAccountThatTheLedgerDoesNotKnowForUntouched() {
		assertThat(this.consumer.account("a-1")).isEqualTo(Account.UNTOUCHED);
	}

	@Test
	void namesTheStaticMembersOfTheGroup() {
		this.answers.put("/api/v1/group",
				"""
						{"members": [{"memberId": "m", "instanceId": "consumer-1-0"}, {"memberId": "n", "instanceId": null}]}""");
		assertThat(this.consumer.members()).containsExactly("consumer-1-0", "");
	}

	@Test
	void failsWithTheAnswerWhenTheConsumerDoes() {
		this.answers.put("/api/v1/accounts/a-1", "500");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.consumer.account("a-1"))
			.withMessageContaining("/api/v1/accounts/a-1 was answered with 500");
	}

	@Test
	void failsWhenTheConsumerIsNotThere() {
		this.server.stop(0);
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> this.consumer.receipts("payments", "/b"));
	}

	private static String page(String id, String state, long offset, String next) {
		return """
				{"receipts": [{"id": "%s", "source": "/a b", "topic": "payments", "partition": 3, "offset": %d,
				"state": "%s", "attempts": 1, "latencyMs": %s}], "next": %s}""".formatted(id, offset, state,
				state.equals("processed") ? "20" : "null", next);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String answer = this.answers.get(exchange.getRequestURI().toString());
			int status = (answer == null) ? 404 : answer.equals("500") ? 500 : 200;
			byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, body.length);
			exchange.getResponseBody().write(body);
		}
	}

}
