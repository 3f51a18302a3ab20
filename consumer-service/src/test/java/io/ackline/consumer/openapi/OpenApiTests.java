package io.ackline.consumer.openapi;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ackline.consumer.RunningConsumer;
import io.ackline.consumer.web.ProblemType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The description of the API, from a service that has neither Kafka nor a database.
 */
class OpenApiTests {

	private static RunningConsumer consumer;

	private static JsonNode document;

	@BeforeAll
	static void start() {
		consumer = RunningConsumer.start(Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:1",
				"spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none"));
		HttpResponse<String> answer = consumer.get("/openapi");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		document = JsonMapper.shared().readTree(answer.body());
	}

	@AfterAll
	static void stop() {
		consumer.close();
	}

	@Test
	void isOfVersion31AndRefersOnlyToWhatItHas() {
		assertThat(document.path("openapi").asString()).startsWith("3.1.");
		List<String> references = document.findValuesAsString("$ref");
		assertThat(references).isNotEmpty()
			.allSatisfy((reference) -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference)
				.isFalse());
	}

	@Test
	void hasThePathsOfTheService() {
		Set<String> served = new TreeSet<>();
		consumer.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
			.getHandlerMethods()
			.forEach((info, method) -> {
				if (method.getBeanType().getPackageName().startsWith("io.ackline")) {
					info.getPatternValues()
						.forEach((path) -> info.getMethodsCondition()
							.getMethods()
							.forEach((verb) -> served
								.add(verb.name().toLowerCase(Locale.ROOT) + " " + path.replace("{*", "{"))));
				}
			});
		Set<String> documented = document.path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue().propertyStream().map((verb) -> verb.getKey() + " " + path.getKey()))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(documented).isEqualTo(served);
	}

	@Test
	void listsEveryKindOfProblem() {
		assertThat(
				document.at("/components/schemas/Problem/properties/type/enum").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrderElementsOf(
					Stream.of(ProblemType.values()).map((type) -> type.problem("").type()).toList());
	}

	@Test
	void hasTheMembersOfAProblemWhoeverFindsIt() {
		requireProblem(consumer.get("/api/v1/nothing"), 404, ProblemType.NOT_FOUND);
		requireProblem(consumer.delete("/api/v1/receipts"), 405, ProblemType.METHOD_NOT_ALLOWED);
		requireProblem(consumer.get("/api/v1/receipts?limit=0"), 400, ProblemType.INVALID_PARAMETER);
		requireProblem(consumer.post("/api/v1/group/offsets", "{"), 400, ProblemType.BAD_REQUEST);
		requireProblem(consumer.post("/api/v1/group/pause?topic=none", ""), 404, ProblemType.TOPIC_NOT_DECLARED);
		requireProblem(consumer.get("/error"), 500, ProblemType.INTERNAL_ERROR);
	}

	private static void requireProblem(HttpResponse<String> answer, int status, ProblemType type) {
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode problem = JsonMapper.shared().readTree(answer.body());
		consumer.requireDescribed("Problem", problem);
		assertThat(problem.get("status").asInt()).isEqualTo(status);
		assertThat(problem.get("type").asString()).isEqualTo(type.problem("").type());
	}

	@Test
	void isShownBySwaggerUi() {
		assertThat(consumer.get("/swagger-ui/index.html").body()).contains("swagger-ui-bundle.js");
		assertThat(consumer.get("/swagger-ui/swagger-initializer.js").body()).contains("../openapi");
	}

}
