package io.ackline.producer.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.ackline.producer.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CredentialsTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/events");

	@ParameterizedTest
	@ValueSource(strings = { "Bearer t0ken", "bearer t0ken", "BEARER   t0ken " })
	void areABearerToken(String header) {
		this.request.addHeader("Authorization", header);
		assertThat(Credentials.of(this.request)).isEqualTo(new Credentials(null, "t0ken"));
	}

	@ParameterizedTest
	@CsvSource({ "shop:t0ken, shop, t0ken", "shop:a:b, shop, a:b", ":t0ken, , t0ken" })
	void areNameAndTokenByBasic(String pair, String name, String token) {
		this.request.addHeader("Authorization", "Basic " + base64(pair));
		assertThat(Credentials.of(this.request)).isEqualTo(new Credentials(name, token));
	}

	@Test
	void areAParameterOfTheQueryWhereThereIsNoHeader() {
		this.request.setQueryString("acks=all&access_token=a%2Bb");
		assertThat(Credentials.of(this.request)).isEqualTo(new Credentials(null, "a+b"));
		this.request.addHeader("Authorization", "Bearer other");
		assertThat(Credentials.of(this.request).token()).isEqualTo("other");
	}

	@Test
	void areNotLookedForInTheBody() {
		this.request.setContentType("application/x-www-form-urlencoded");
		this.request.addParameter("access_token", "t0ken");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Credentials.of(this.request))
			.withMessageContaining("has no credentials");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Digest username=shop", "t0ken", "", "Bearer", "Basic ???", "Basic dG9rZW4=" })
	void saysWhatItCannotRead(String header) {
		this.request.addHeader("Authorization", header);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Credentials.of(this.request))
			.satisfies((ex) -> assertThat(ex.problem().status()).isEqualTo(401))
			.withMessageNotContaining("t0ken");
	}

	@Test
	void areNotTwo() {
		this.request.addHeader("Authorization", "Bearer a");
		this.request.addHeader("Authorization", "Bearer b");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Credentials.of(this.request))
			.withMessageContaining("2 Authorization headers");
	}

	@Test
	void keepTheTokenOutOfLogs() {
		assertThat(new Credentials("shop", "t0ken").toString()).contains("shop").doesNotContain("t0ken");
		assertThat(TokenHash.of("t0ken").toString()).isEqualTo("TokenHash");
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
