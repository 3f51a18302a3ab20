package io.ackline.producer.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.ackline.producer.topic.DeclaredTopics;
import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallersTests {

	/**
	 * As {@code printf %s one | openssl sha256} says.
	 */
	private static final String ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";

	private static final String TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

	private static final String THREE = "8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f";

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void areEverybodyWhereNoneIsDeclared() {
		Callers callers = callers(Map.of());
		assertThat(callers.areDeclared()).isFalse();
		Caller caller = callers.of(request(null));
		caller.requireTopic("payments");
		caller.requireAdmin();
		caller.admit();
		caller.charge(1_000_000);
		caller.admit();
		assertThat(caller.source("payments")).isEqualTo("/ackline/payments");
		assertThat(caller.requestsPerMinute()).isEqualTo("*");
	}

	@Test
	void areKnownByEachOfTheirTokens() {
		Callers callers = callers(Map.of("shop", caller(List.of(ONE, TWO.toUpperCase(Locale.ROOT)), null, null)));
		assertThat(callers.areDeclared()).isTrue();
		for (String authorization : List.of("Bearer one", "Bearer two", basic("shop:one"), basic(":two"))) {
			MockHttpServletRequest request = request(authorization);
			callers.identify(request);
			assertThat(callers.of(request).source("payments")).isEqualTo("/ackline/payments/shop");
		}
	}

	@Test
	void areNotKnownByAnotherToken() {
		Callers callers = callers(
				Map.of("shop", caller(List.of(ONE), null, null), "app", caller(List.of(TWO), null, null)));
		for (String authorization : List.of("Bearer three", "Bearer " + ONE, basic("shop:two"), basic("nobody:one"),
				basic("SHOP:one"))) {
			assertThatExceptionOfType(ProblemException.class).as(authorization)
				.isThrownBy(() -> callers.identify(request(authorization)))
				.matches((ex) -> ProblemType.UNAUTHORIZED.isOf(ex.problem()));
		}
	}

	@Test
	void refuseToServeWhoeverCameAroundTheFilter() {
		Callers callers = callers(Map.of("shop", caller(List.of(ONE), null, null)));
		assertThatIllegalStateException().isThrownBy(() -> callers.of(request("Bearer one")));
	}

	@Test
	void writeToTheirTopicsOnly() {
		Caller shop = identified(caller(List.of(ONE), null, null));
		shop.requireTopic("payments");
		shop.requireTopic("clicks");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> shop.requireTopic("payments-eu"))
			.withMessage(
					"Caller 'shop' may not write to topic 'payments-eu'. It may write to payments, click* (ackline.callers.shop.topics).");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(shop::requireAdmin)
			.matches((ex) -> ex.problem().status() == 403);
		assertThat(this.meters.get("ackline.caller.refused")
			.tags("caller", "shop", "reason", "forbidden")
			.counter()
			.count()).isEqualTo(2);
	}

	@Test
	void sendAsMuchAsTheirRateAndSayWhenThereIsRoomAgain() {
		Caller shop = identified(caller(List.of(ONE), "60/h", 2L));
		shop.admit();
		shop.charge(3);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(shop::admit)
			.withMessage(
					"Caller 'shop' may send 60/h events, up to 2 at once (ackline.callers.shop.rate). There is room again in 180 s.")
			.satisfies((ex) -> {
				assertThat(ex.problem().status()).isEqualTo(429);
				assertThat(ex.problem().retryable()).isTrue();
				assertThat(ex.problem().retryAfterSeconds()).isEqualTo(180);
			});
		assertThat(shop.requestsPerMinute()).isEqualTo("1");
		assertThat(this.meters.get("ackline.caller.events").tags("caller", "shop").counter().count()).isEqualTo(4);
		assertThat(this.meters.get("ackline.caller.refused").tags("caller", "shop", "reason", "rate").counter().count())
			.isEqualTo(1);
	}

	@Test
	void waitForTheirTurnUntilToldToStop() throws InterruptedException {
		Caller shop = identified(caller(List.of(ONE), "50/s", 1L));
		for (int i = 0; i < 5; i++) {
			assertThat(shop.awaitTurn(() -> false)).isTrue();
		}
		shop.charge(1_000_000);
		assertThat(shop.awaitTurn(() -> true)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					Shop | one  | -     | -    | - | ackline.callers.Shop: 'Shop' is no name of a caller
					shop | -    | -     | -    | - | ackline.callers.shop.token-sha256 has 0 hashes
					shop | hush | -     | -    | - | ackline.callers.shop.token-sha256[0] is no SHA-256 of a token in 64 hexadecimal digits: make one with printf %s "$TOKEN" | openssl sha256.
					shop | one  | a*b   | -    | - | ackline.callers.shop.topics: 'a*b' is no topic
					shop | one  | order | -    | - | ackline.callers.shop.topics: 'order' is none of the declared topics clicks, payments: correct it.
					shop | one  | *     | 5    | - | ackline.callers.shop.rate: '5' is no rate
					shop | one  | *     | 5/s  | 0 | ackline.callers.shop.burst is 0: it must be at least 1.
					shop | one  | *     | -    | 5 | ackline.callers.shop.burst is 5 and there is no rate
					""")
	void cannotBeAsTheyAreDeclared(String name, @Nullable String token, @Nullable String topic, @Nullable String rate,
			@Nullable Long burst, String message) {
		String hash = "one".equals(token) ? ONE : token;
		assertThatExceptionOfType(InvalidCallers.class)
			.isThrownBy(() -> callers(Map.of(name,
					new CallerProperties((hash != null) ? List.of(hash) : List.of(),
							(topic != null) ? List.of(topic) : List.of(), false, rate, burst))))
			.withMessageStartingWith(message)
			.withMessageNotContaining("hush");
	}

	@Test
	void shareNoTokenAndHaveTwoAtMost() {
		assertThatExceptionOfType(InvalidCallers.class)
			.isThrownBy(() -> callers(
					Map.of("shop", caller(List.of(ONE), null, null), "app", caller(List.of(TWO, ONE), null, null))))
			.withMessageContaining("have the same token");
		assertThatExceptionOfType(InvalidCallers.class)
			.isThrownBy(() -> callers(Map.of("shop", caller(List.of(ONE, TWO, THREE), null, null))))
			.withMessageContaining("has 3 hashes");
	}

	private Caller identified(CallerProperties settings) {
		Callers callers = callers(Map.of("shop", settings));
		MockHttpServletRequest request = request("Bearer one");
		callers.identify(request);
		return callers.of(request);
	}

	private Callers callers(Map<String, CallerProperties> declared) {
		return new Callers(new CallersProperties(declared), DeclaredTopics.of("payments", "clicks"), this.meters);
	}

	private static CallerProperties caller(List<String> hashes, @Nullable String rate, @Nullable Long burst) {
		return new CallerProperties(hashes, List.of("payments", "click*"), false, rate, burst);
	}

	private static MockHttpServletRequest request(@Nullable String authorization) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/events");
		if (authorization != null) {
			request.addHeader("Authorization", authorization);
		}
		return request;
	}

	private static String basic(String pair) {
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

}
