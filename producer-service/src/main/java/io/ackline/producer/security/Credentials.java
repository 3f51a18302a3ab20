package io.ackline.producer.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a request shows to say who sends it: a Bearer token, the caller's name and token
 * by HTTP Basic, or an {@code access_token} in the query, as
 * <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.3">RFC 6750</a> has it for
 * senders of webhooks that are given nothing but a URL.
 *
 * @param name the caller's name, if it is shown
 * @param token the token
 */
record Credentials(@Nullable String name, String token) {

	private static final String BEARER = "bearer ";

	private static final String BASIC = "basic ";

	private static final String PARAMETER = "access_token=";

	/**
	 * Returns the credentials of a request.
	 * @throws ProblemException if it has none that can be read
	 */
	static Credentials of(HttpServletRequest request) {
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (headers.size() > 1) {
			throw unauthorized("The request has %d Authorization headers: send one.".formatted(headers.size()));
		}
		return headers.isEmpty() ? ofQuery(request.getQueryString()) : ofHeader(headers.get(0).strip());
	}

	private static Credentials ofHeader(String header) {
		String scheme = header.toLowerCase(Locale.ROOT);
		if (scheme.startsWith(BEARER)) {
			return new Credentials(null, header.substring(BEARER.length()).strip());
		}
		if (scheme.startsWith(BASIC)) {
			return ofBasic(header.substring(BASIC.length()).strip());
		}
		throw unauthorized("The Authorization header is neither 'Bearer TOKEN' nor 'Basic ...'.");
	}

	private static Credentials ofBasic(String encoded) {
		try {
			String[] parts = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
			if (parts.length == 2) {
				return new Credentials(parts[0].isEmpty() ? null : parts[0], parts[1]);
			}
		}
		catch (IllegalArgumentException ex) {
			// said below
		}
		throw unauthorized("The Basic credentials are not NAME:TOKEN in base64.");
	}

	/**
	 * Looks into the query itself, since the request's parameters may be read from its
	 * body.
	 */
	private static Credentials ofQuery(@Nullable String query) {
		for (String parameter : (query != null) ? query.split("&", -1) : new String[0]) {
			if (parameter.startsWith(PARAMETER)) {
				return new Credentials(null, decoded(parameter.substring(PARAMETER.length())));
			}
		}
		throw unauthorized(
				"The request has no credentials: send 'Authorization: Bearer TOKEN', or the caller's name and token by HTTP Basic.");
	}

	private static String decoded(String parameter) {
		try {
			return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw unauthorized("The parameter access_token is not well-formed.");
		}
	}

	private static ProblemException unauthorized(String detail) {
		return ProblemType.UNAUTHORIZED.exception(detail);
	}

	/**
	 * Says nothing of the token.
	 */
	@Override
	public String toString() {
		return "Credentials[name=%s]".formatted(this.name);
	}

}
