package io.ackline.producer.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The caller {@code shop} has the tokens "one" and "two", {@code ops} "three",
 * {@code slow} "four" and {@code steady} "five".
 */
@WithLocalCluster
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"ackline.callers.shop.token-sha256[0]=7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
		"ackline.callers.shop.token-sha256[1]=3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
		"ackline.callers.shop.topics=payments,click*",
		"ackline.callers.ops.token-sha256=8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f",
		"ackline.callers.ops.admin=true",
		"ackline.callers.slow.token-sha256=04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00",
		"ackline.callers.slow.topics=*", "ackline.callers.slow.rate=60/h", "ackline.callers.slow.burst=5",
		"ackline.callers.steady.token-sha256=222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80",
		"ackline.callers.steady.topics=*", "ackline.callers.steady.rate=20/s", "ackline.callers.steady.burst=1" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersIntegrationTests {

	private static final String PAYMENTS = "/api/v1/topics/payments/events";

	private static final String EVENT = "{\"type\":\"payment.noted\",\"data\":1}";

	private static final String[] SHOP = { "Authorization", "Bearer one" };

	private static final String[] OPS = { "Authorization", "Bearer three" };

	private static final String[] SLOW = { "Authorization", "Bearer four" };

	private static final String[] STEADY = { "Authorization", "Bearer five" };

	private int port;

	private HttpService service;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@BeforeAll
	void start(@Value("${local.server.port}") int port) {
		this.port = port;
		this.service = new HttpService(port);
		this.service.awaitReady();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer one", "Bearer two", "Basic shop:one", "Basic :two" })
	void takesEventsOfACallerByEachKindOfCredentials(String credentials) {
		HttpAnswer answer = this.service.post(PAYMENTS, EVENT, "Authorization", encoded(credentials));
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertThat(answer.text("source")).isEqualTo("/ackline/payments/shop");
	}

	@Test
	void takesATokenFromTheUrlOfAWebhook() {
		HttpAnswer answer = this.service.post("/api/v1/events?acks=1&access_token=one", EVENT);
		assertThat(answer.status()).as(answer.text()).isEqualTo(201);
		assertThat(answer.text("acks")).isEqualTo("1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer four two", "Bearer ONE", "Basic ops:one", "Basic shop:", "Negotiate one" })
	void refusesWhoeverIsNoCaller(String credentials) {
		for (String path : List.of(PAYMENTS, "/api/v1/events", "/nothing")) {
			String[] headers = credentials.isEmpty() ? new String[] { "Idempotency-Key", "k-1" }
					: new String[] { "Idempotency-Key", "k-1", "Authorization", encoded(credentials) };
			HttpAnswer answer = this.service.post(path, EVENT, headers);
			assertThat(answer.status()).as(path).isEqualTo(401);
			assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"ackline\"",
					"Basic realm=\"ackline\", charset=\"UTF-8\"");
			assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:unauthorized");
			assertThat(answer.text("written")).isEqualTo("no");
			assertThat(answer.json().path("retryable").asBoolean(true)).isFalse();
			assertThat(answer.text("id")).isEqualTo("k-1");
		}
	}

	@Test
	void refusesBeforeABodyArrives() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
					.formatted(PAYMENTS)
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine()).startsWith("HTTP/1.1 401");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/health, 200", "/actuator/health/readiness, 200", "/openapi, 200",
			"/swagger-ui/index.html, 200", "/swagger-ui/swagger-ui-bundle.js, 200", "/actuator/prometheus, 401",
			"/actuator/metrics, 401", "/api/v1/topics, 401", "/api/v1/cluster, 401",
			"/actuator/health/../prometheus, 401", "/actuator/health/..;/prometheus, 401",
			"/openapi/../api/v1/topics, 401", "/openapi;/../api/v1/topics, 401", "/openapi/%2e%2e/api/v1/topics, 401",
			"/openapi/, 401", "/swagger-ui/../actuator/metrics, 401", "/swagger-ui//../actuator/metrics, 401" })
	void isOpenWhereHealthAndTheApisDescriptionAreAndNowhereElse(String path, int status) {
		assertThat(this.service.get(path).status()).isEqualTo(status);
	}

	@Test
	void showsEachCallerWhatIsThere() {
		for (String path : List.of("/api/v1/topics", "/api/v1/topics/webhooks", "/api/v1/cluster", "/topics/webhooks",
				"/actuator/prometheus")) {
			assertThat(get(path, SHOP).status()).as(path).isEqualTo(200);
		}
	}

	@Test
	void refusesEventsForTopicsThatAreNotTheCallers() {
		for (HttpAnswer answer : List.of(
				this.service.post("/api/v1/topics/webhooks/events", "{\"id\":\"e-1\",\"type\":\"github.push\"}", SHOP),
				this.service.post("/api/v1/events", "{\"id\":\"e-1\",\"type\":\"github.push\"}", SHOP))) {
			assertThat(answer.status()).as(answer.text()).isEqualTo(403);
			assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:forbidden");
			assertThat(answer.text("detail"))
				.startsWith("Caller 'shop' may not write to topic 'webhooks'. It may write to payments, click*");
			assertThat(answer.text("written")).isEqualTo("no");
			assertThat(answer.text("id")).isEqualTo("e-1");
		}
	}

	@Test
	void doesNotTellWhichOtherTopicsThereAre() {
		HttpAnswer answer = this.service.post("/api/v1/topics/unknown/events", EVENT, SHOP);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(this.service.post("/api/v1/topics/clickz/events", EVENT, SHOP).status()).isEqualTo(404);
	}

	@Test
	void judgesEachEventOfABatch() {
		HttpAnswer answer = this.service.post("/api/v1/events",
				"[{\"type\":\"payment.noted\"},{\"id\":\"2\",\"type\":\"github.push\"},{\"type\":\"click.made\"}]",
				SHOP);
		assertThat(answer.status()).as(answer.text()).isEqualTo(207);
		assertThat(answer.json().path("results").valueStream().map((item) -> item.path("status").asInt()))
			.containsExactly(201, 403, 201);
		assertThat(answer.json().at("/results/1/problem/id").asString()).isEqualTo("2");
		assertThat(answer.json().at("/results/2/source").asString()).isEqualTo("/ackline/clicks/shop");
	}

	@Test
	void judgesEachLineOfAStream() {
		HttpAnswer answer = this.service.post("/api/v1/events",
				"{\"type\":\"payment.noted\"}\n{\"id\":\"2\",\"type\":\"github.push\"}\n{\"type\":\"click.made\"}\n",
				"Content-Type", "application/x-ndjson", "Authorization", "Bearer one");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text().lines()).hasSize(2)
			.first()
			.asString()
			.contains("\"line\":2", "\"status\":403", "\"id\":\"2\"");
		assertThat(answer.text()).endsWith("{\"accepted\":2,\"failed\":1}\n");
		assertThat(this.service
			.post("/api/v1/topics/webhooks/events", EVENT, "Content-Type", "application/x-ndjson", "Authorization",
					"Bearer one")
			.status()).isEqualTo(403);
	}

	@Test
	void letsAdministratorsChangeTopicsAndTheClusterAndNobodyElse() {
		assertThat(put("/api/v1/topics/payments", SHOP).status()).isEqualTo(403);
		assertThat(put("/api/v1/topics/payments", OPS).status()).isEqualTo(200);
		assertThat(this.service.post("/api/v1/cluster/preferred-leaders", "", SHOP).status()).isEqualTo(403);
		assertThat(this.service.post("/api/v1/cluster/preferred-leaders", "", OPS).status()).isEqualTo(200);
		assertThat(this.service.post(PAYMENTS, EVENT, OPS).status()).isEqualTo(403);
	}

	@Test
	void answersClientsOfKafkaRestInTheirShape() {
		String[] json = { "Content-Type", "application/vnd.kafka.json.v2+json" };
		String records = "{\"records\":[{\"value\":1}]}";
		assertThat(this.service.post("/topics/payments", records, with(json, SHOP)).status()).isEqualTo(200);
		HttpAnswer unknown = this.service.post("/topics/payments", records, json);
		assertThat(unknown.status()).isEqualTo(401);
		assertThat(unknown.header("Content-Type")).isEqualTo("application/vnd.kafka.v2+json");
		assertThat(unknown.header("WWW-Authenticate")).isNotEmpty();
		assertThat(unknown.json().path("error_code").asInt()).isEqualTo(40101);
		assertThat(unknown.text("message")).isNotEmpty();
		for (String path : List.of("/topics/webhooks", "/topics/webhooks/partitions/0")) {
			HttpAnswer forbidden = this.service.post(path, records, with(json, SHOP));
			assertThat(forbidden.status()).isEqualTo(403);
			assertThat(forbidden.json().path("error_code").asInt()).isEqualTo(40301);
		}
		await().until(() -> this.service.post("/topics/payments", records, with(json, STEADY)).status() == 200);
		HttpAnswer limited = null;
		for (int i = 0; i < 20 && (limited == null || limited.status() == 200); i++) {
			limited = this.service.post("/topics/payments", "{\"records\":[{\"value\":1},{\"value\":2},{\"value\":3}]}",
					with(json, STEADY));
		}
		assertThat(limited).isNotNull();
		assertThat(limited.json().path("error_code").asInt()).as(limited.text()).isEqualTo(42901);
		assertThat(limited.header("Retry-After")).isEqualTo("1");
	}

	@Test
	void refusesWhatIsBeyondTheRateAndSaysWhenThereIsRoom() {
		assertThat(this.service.post(PAYMENTS, EVENT, SLOW).status()).isEqualTo(201);
		HttpAnswer batch = this.service.post(PAYMENTS, "[" + (EVENT + ",").repeat(6) + EVENT + "]", SLOW);
		assertThat(batch.status()).as("a batch goes through whole").isEqualTo(201);
		for (String body : List.of(EVENT, "[%s]".formatted(EVENT))) {
			HttpAnswer answer = this.service.post(PAYMENTS, body, with(SLOW, "Idempotency-Key", "k-2"));
			assertThat(answer.status()).as(answer.text()).isEqualTo(429);
			assertThat(answer.text("type")).isEqualTo("urn:ackline:problem:rate-limited");
			assertThat(answer.text("written")).isEqualTo("no");
			assertThat(answer.json().path("retryable").asBoolean()).isTrue();
			assertThat(answer.text("detail"))
				.startsWith("Caller 'slow' may send 60/h events, up to 5 at once (ackline.callers.slow.rate).");
			assertThat(answer.text("id")).isEqualTo("k-2");
			assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(220, 240);
		}
		assertThat(sample("ackline_caller_events_total{caller=\"slow\"}")).isEqualTo(8);
		assertThat(sample("ackline_caller_refused_total{caller=\"slow\",reason=\"rate\"}")).isEqualTo(2);
		assertThat(sample("ackline_caller_refused_total{caller=\"ops\",reason=\"rate\"}")).isZero();
		double unknown = sample("ackline_caller_unknown_total");
		this.service.post(PAYMENTS, EVENT);
		assertThat(sample("ackline_caller_unknown_total")).isEqualTo(unknown + 1);
	}

	@Test
	void slowsAStreamDownAndRefillsWhatWasUsedUp() {
		HttpAnswer stream = this.service.post("/api/v1/events", (EVENT + "\n").repeat(12),
				with(STEADY, "Content-Type", "application/x-ndjson"));
		assertThat(stream.text()).endsWith("{\"accepted\":12,\"failed\":0}\n");
		assertThat(stream.took()).isGreaterThan(Duration.ofMillis(500));
		await().until(() -> this.service.post(PAYMENTS, EVENT, STEADY).status() == 201);
	}

	@Test
	void consentsToWebhooksAtTheCallersRate() {
		String[] origin = { "WebHook-Request-Origin", "example.com" };
		HttpAnswer slow = options(with(origin, SLOW));
		assertThat(slow.header("WebHook-Allowed-Origin")).isEqualTo("example.com");
		assertThat(slow.header("WebHook-Allowed-Rate")).isEqualTo("1");
		assertThat(options(with(origin, SHOP)).header("WebHook-Allowed-Rate")).isEqualTo("*");
		assertThat(options(origin).status()).isEqualTo(401);
	}

	@Test
	void asksTheCallerWhereverSomethingIsChanged(
			@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
		Set<RequestMethod> reading = Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);
		assertThat(mapping.getHandlerMethods()).isNotEmpty().allSatisfy((info, method) -> {
			boolean ours = method.getBeanType().getPackageName().startsWith("io.ackline")
					&& !method.getBeanType().getPackageName().endsWith(".web");
			Set<RequestMethod> verbs = info.getMethodsCondition().getMethods();
			if (ours && (verbs.isEmpty() || !reading.containsAll(verbs))) {
				assertThat(Arrays.asList(method.getMethod().getParameterTypes())).as(method.toString())
					.contains(Caller.class);
			}
		});
	}

	private HttpAnswer get(String path, String... headers) {
		return this.service.send("GET", path, BodyPublishers.noBody(), headers).join();
	}

	private HttpAnswer put(String path, String... headers) {
		return this.service.send("PUT", path, BodyPublishers.noBody(), headers).join();
	}

	private HttpAnswer options(String... headers) {
		return this.service.send("OPTIONS", PAYMENTS, BodyPublishers.noBody(), headers).join();
	}

	private double sample(String series) {
		return get("/actuator/prometheus", OPS).text()
			.lines()
			.filter((line) -> line.startsWith(series + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(series.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No " + series));
	}

	private static String[] with(String[] headers, String... more) {
		String[] all = Arrays.copyOf(headers, headers.length + more.length);
		System.arraycopy(more, 0, all, headers.length, more.length);
		return all;
	}

	private static String encoded(String credentials) {
		return credentials.startsWith("Basic ")
				? "Basic " + Base64.getEncoder()
					.encodeToString(credentials.substring("Basic ".length()).getBytes(StandardCharsets.UTF_8))
				: credentials;
	}

}
