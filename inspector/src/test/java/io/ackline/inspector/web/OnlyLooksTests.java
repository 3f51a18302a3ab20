package io.ackline.inspector.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An inspector that was not told {@code --write}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "ackline.inspector.bootstrap-servers=127.0.0.1:1",
				"ackline.inspector.producers=http://127.0.0.1:1", "ackline.inspector.consumers=http://127.0.0.1:1" })
class OnlyLooksTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	@Test
	void refusesEveryRequestThatWouldChangeSomething() throws Exception {
		List<String> changing = new ArrayList<>();
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
			if (handler.getBeanType().getPackageName().startsWith("io.ackline")
					&& !methods.equals(Set.of(RequestMethod.GET))) {
				assertThat(methods).as("A mapping for whatever method: %s", mapping).isNotEmpty();
				mapping.getPatternValues()
					.forEach((pattern) -> methods.forEach((method) -> changing.add(method + " " + pattern)));
			}
		});
		assertThat(changing).contains("POST /api/publish", "DELETE /api/trickle", "POST /api/faults/{action}");
		for (String request : changing) {
			HttpResponse<String> answer = send(request.replaceFirst(" .*", ""),
					request.replaceFirst(".* ", "").replaceAll("\\{[^}]*}", "1"));
			assertThat(answer.statusCode()).as(request).isEqualTo(403);
			assertThat(answer.body()).as(request).contains("--write");
		}
	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString("{}"))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

}
