package io.ackline.inspector.web;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import io.ackline.inspector.InspectorProperties;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class GuardTests {

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8989", "127.0.0.1:8989", "[::1]:8989", "localhost", "inspector.example:443" })
	void answersToItsOwnNames(String host) throws Exception {
		assertThat(answer(true, request("GET", host)).getStatus()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example:8989", "localhost.evil.example", "127.0.0.1.evil.example:8989", "0.0.0.0",
			"localhost@evil.example" })
	void doesNotAnswerToANameThatSomebodyPointedHere(String host) throws Exception {
		MockHttpServletResponse response = answer(true, request("GET", host));
		assertThat(response.getStatus()).isEqualTo(403);
		assertThat(response.getContentType()).isEqualTo("application/problem+json");
	}

	@Test
	void takesWritesFromItsOwnPageAndFromOtherClientsThanBrowsers() throws Exception {
		MockHttpServletRequest page = request("POST", "localhost:8989");
		page.addHeader("Origin", "http://localhost:8989");
		page.addHeader("Sec-Fetch-Site", "same-origin");
		assertThat(answer(true, page).getStatus()).isEqualTo(200);
		assertThat(answer(true, request("POST", "localhost:8989")).getStatus()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://evil.example", "http://localhost:3000", "null", "::" })
	void refusesWritesFromOtherPages(String origin) throws Exception {
		MockHttpServletRequest request = request("POST", "localhost:8989");
		request.addHeader("Origin", origin);
		assertThat(answer(true, request).getStatus()).isEqualTo(403);
	}

	@Test
	void refusesWritesThatABrowserSaysAreFromElsewhere() throws Exception {
		MockHttpServletRequest request = request("DELETE", "localhost:8989");
		request.addHeader("Sec-Fetch-Site", "same-site");
		assertThat(answer(true, request).getStatus()).isEqualTo(403);
	}

	@Test
	void onlyLooksUnlessItIsToldOtherwise() throws Exception {
		MockHttpServletResponse response = answer(false, request("POST", "localhost:8989"));
		assertThat(response.getStatus()).isEqualTo(403);
		assertThat(response.getContentAsString()).contains("--write");
		assertThat(answer(false, request("GET", "localhost:8989")).getStatus()).isEqualTo(200);
	}

	@Test
	void letsThePageLoadNothingFromElsewhere() throws Exception {
		assertThat(answer(true, request("GET", "localhost")).getHeader("Content-Security-Policy"))
			.startsWith("default-src 'self';")
			.doesNotContain("unsafe");
	}

	private static MockHttpServletRequest request(String method, String host) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/publish");
		request.addHeader("Host", host);
		return request;
	}

	private static MockHttpServletResponse answer(boolean write, MockHttpServletRequest request)
			throws ServletException, IOException {
		InspectorProperties properties = new InspectorProperties("localhost:9092", null, null, List.of(), List.of(),
				null, write, null, Set.of("inspector.example"));
		MockHttpServletResponse response = new MockHttpServletResponse();
		new Guard(properties, JsonMapper.shared()).doFilter(request, response, new MockFilterChain());
		return response;
	}

}
