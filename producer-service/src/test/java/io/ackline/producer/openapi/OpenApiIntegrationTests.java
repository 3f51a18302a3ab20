package io.ackline.producer.openapi;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ackline.cluster.junit.LocalClusterExtension;
import io.ackline.cluster.junit.WithLocalCluster;
import io.ackline.producer.HttpAnswer;
import io.ackline.producer.HttpService;
import io.ackline.producer.web.ProblemType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIntegrationTests {

	private static final String DOCUMENT = "urn:openapi";

	private HttpService service;

	private JsonNode document;

	private SchemaRegistry schemas;

	@DynamicPropertySource
	static void cluster(DynamicPropertyRegistry properties) {
		properties.add("spring.kafka.bootstrap-servers", () -> LocalClusterExtension.cluster().bootstrapServers());
	}

	@BeforeAll
	void start(@Value("${local.server.port}") int port) {
		this.service = new HttpService(port);
		this.service.awaitReady();
		HttpAnswer answer = this.service.get("/openapi");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		this.document = answer.json();
		this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas((iri) -> iri.equals(DOCUMENT) ? answer.text() : null));
	}

	@Test
	void isOfVersion31AndRefersOnlyToWhatItHas() {
		assertThat(this.document.path("openapi").asString()).startsWith("3.1.");
		List<String> references = this.document.findValuesAsString("$ref");
		assertThat(references).isNotEmpty()
			.allSatisfy((reference) -> assertThat(at(reference).isMissingNode()).as(reference).isFalse());
	}

	@Test
	void hasThePathsOfTheService(
			@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
		Set<String> served = new TreeSet<>();
		mapping.getHandlerMethods().forEach((info, method) -> {
			if (method.getBeanType().getPackageName().startsWith("io.ackline")) {
				info.getPatternValues()
					.forEach((path) -> info.getMethodsCondition()
						.getMethods()
						.forEach((verb) -> served.add(verb.name().toLowerCase(Locale.ROOT) + " " + path)));
			}
		});
		Set<String> documented = this.document.path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue().propertyStream().map((verb) -> verb.getKey() + " " + path.getKey()))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(documented).isEqualTo(served);
	}

	@Test
	void hasEveryKindOfProblemAndItsStatus() {
		List<String> kinds = Arrays.stream(ProblemType.values()).map((type) -> type.problem("").type()).toList();
		assertThat(this.document.at("/components/schemas/Problem/properties/type/enum").valueStream())
			.extracting(JsonNode::asString)
			.containsExactlyInAnyOrderElementsOf(kinds);
		Set<String> statuses = Arrays.stream(ProblemType.values())
			.map((type) -> String.valueOf(type.status()))
			.filter((status) -> !status.equals("405"))
			.collect(Collectors.toSet());
		assertThat(operations())
			.filteredOn((operation) -> operation.value().at("/tags/0").asString("").equals("events"))
			.isNotEmpty()
			.allSatisfy((operation) -> assertThat(operation.value().path("responses").propertyNames())
				.containsAll(statuses));
	}

	@Test
	void isAnsweredAsEachExampleSays() {
		int sent = 0;
		for (Operation operation : operations()) {
			JsonNode content = resolved(operation.value().path("requestBody")).path("content");
			for (var form : content.properties()) {
				for (var example : form.getValue().path("examples").properties()) {
					send(operation, form.getKey(), form.getValue(), example.getKey(), example.getValue());
					sent++;
				}
			}
		}
		assertThat(sent).isGreaterThanOrEqualTo(10);
	}

	@Test
	void hasResponsesThatFitTheirSchemas() {
		int checked = 0;
		for (var response : this.document.at("/components/responses").properties()) {
			for (var form : response.getValue().path("content").properties()) {
				if (form.getValue().has("example")) {
					assertThat(
							violations(form.getValue().at("/schema/$ref").asString(), form.getValue().path("example")))
						.as(response.getKey())
						.isEmpty();
					checked++;
				}
			}
		}
		assertThat(checked).isPositive();
	}

	@Test
	void answersToTheDocumentedParameters() {
		String event = "{\"type\":\"payment.noted\",\"data\":1}";
		assertFits("/api/v1/events", this.service.post("/api/v1/events?acks=0", event, "Idempotency-Key", "k"));
		assertFits("/api/v1/events", this.service.post("/api/v1/events?acks=all", event));
		assertFits("/api/v1/events", this.service.post("/api/v1/events?acks=9", event));
		assertFits("/api/v1/events", this.service.post("/api/v1/events", "x".repeat(1024 * 1024)));
		assertFits("/api/v1/events", this.service.post("/api/v1/events", event, "Content-Type", "text/plain"));
		assertFits("/api/v1/events", this.service.post("/api/v1/events", event, "Accept", "text/html"));
		assertFits("/api/v1/topics/{topic}/events", this.service.post("/api/v1/topics/unknown/events", event));
	}

	@Test
	void showsTopicsAndTheClusterAsDocumented() {
		assertFits("/api/v1/topics", "get", this.service.get("/api/v1/topics"));
		assertFits("/api/v1/topics/{topic}", "get", this.service.get("/api/v1/topics/payments"));
		assertFits("/api/v1/topics/{topic}", "get", this.service.get("/api/v1/topics/unknown"));
		assertFits("/api/v1/cluster", "get", this.service.get("/api/v1/cluster"));
		assertFits("/api/v1/cluster/preferred-leaders", this.service.post("/api/v1/cluster/preferred-leaders", ""));
	}

	@Test
	void isShownBySwaggerUi() {
		assertThat(this.service.get("/swagger-ui").header("Location")).endsWith("/swagger-ui/index.html");
		HttpAnswer page = this.service.get("/swagger-ui/index.html");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.header("Content-Type")).startsWith("text/html");
		for (String file : List.of("swagger-ui-bundle.js", "swagger-ui.css", "swagger-initializer.js")) {
			assertThat(page.text()).contains(file);
			assertThat(this.service.get("/swagger-ui/" + file).status()).as(file).isEqualTo(200);
		}
		assertThat(this.service.get("/swagger-ui/swagger-initializer.js").text()).contains("'../openapi'");
		assertThat(this.service.get("/swagger-ui/nothing.js").status()).isEqualTo(404);
		assertThat(this.service.get("/swagger-ui/..%2fapplication.yml").status()).isBetween(400, 404);
	}

	private void send(Operation operation, String contentType, JsonNode form, String name, JsonNode example) {
		JsonNode value = example.path("value");
		String body = value.isString() ? value.asString() : value.toString();
		List<String> headers = new ArrayList<>(List.of("Content-Type", contentType));
		example.path("x-headers").properties().forEach((header) -> {
			headers.add(header.getKey());
			headers.add(header.getValue().asString());
		});
		HttpAnswer answer = this.service
			.send(operation.verb().toUpperCase(Locale.ROOT), filled(operation), BodyPublishers.ofString(body),
					headers.toArray(String[]::new))
			.join();
		assertThat(answer.status()).as("%s of %s: %s", name, operation.path(), answer.text())
			.isEqualTo(example.path("x-status").asInt());
		assertFits(operation.path(), operation.verb(), answer);
		if (answer.status() < 300 && !value.isString()) {
			assertThat(violations(form.at("/schema/$ref").asString(), value)).as(name).isEmpty();
		}
	}

	private void assertFits(String path, HttpAnswer answer) {
		assertFits(path, "post", answer);
	}

	private void assertFits(String path, String verb, HttpAnswer answer) {
		JsonNode response = resolved(this.document.path("paths")
			.path(path)
			.path(verb)
			.path("responses")
			.path(String.valueOf(answer.status())));
		JsonNode form = response.path("content").path(answer.header("Content-Type"));
		assertThat(form.isMissingNode()).as("%s: %s", answer.status(), answer.text()).isFalse();
		assertThat(violations(form.at("/schema/$ref").asString(), answer.json())).as(answer.text()).isEmpty();
	}

	private List<String> violations(String reference, JsonNode value) {
		assertThat(at(reference).isMissingNode()).as(reference).isFalse();
		return this.schemas.getSchema(SchemaLocation.of(DOCUMENT + reference))
			.validate(value)
			.stream()
			.map(Object::toString)
			.toList();
	}

	private String filled(Operation operation) {
		String path = operation.path();
		for (JsonNode parameter : operation.value().path("parameters")) {
			JsonNode resolved = resolved(parameter);
			path = path.replace("{" + resolved.path("name").asString() + "}", resolved.path("example").asString(""));
		}
		return path;
	}

	private List<Operation> operations() {
		return this.document.path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue()
				.propertyStream()
				.map((verb) -> new Operation(path.getKey(), verb.getKey(), verb.getValue())))
			.toList();
	}

	private JsonNode resolved(JsonNode node) {
		return node.has("$ref") ? at(node.path("$ref").asString()) : node;
	}

	private JsonNode at(String reference) {
		return this.document.at(reference.substring(1));
	}

	private record Operation(String path, String verb, JsonNode value) {

	}

}
