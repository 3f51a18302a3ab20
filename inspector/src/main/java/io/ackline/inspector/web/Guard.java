package io.ackline.inspector.web;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.ackline.inspector.InspectorProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody in but the page itself. The page has no password, since only this machine
 * reaches it; but any site that its user visits runs in the same browser. So a name that
 * some site has pointed at this machine is not answered (DNS rebinding), and what changes
 * something is only taken from the page's own origin.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Guard extends OncePerRequestFilter {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
			+ "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	private final InspectorProperties properties;

	private final JsonMapper json;

	Guard(InspectorProperties properties, JsonMapper json) {
		this.properties = properties;
		this.json = json;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("Content-Security-Policy", POLICY);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		String host = request.getHeader("Host");
		if (!isOurs(host)) {
			refuse(response,
					"'%s' is not a name of this inspector; ask for localhost, or name it in ackline.inspector.hosts"
						.formatted(host));
		}
		else if (READING.contains(request.getMethod())) {
			chain.doFilter(request, response);
		}
		else if (!isFromThisPage(request, host)) {
			refuse(response, "Only the inspector's own page may change something, not " + request.getHeader("Origin"));
		}
		else if (!this.properties.write()) {
			refuse(response, "This inspector only looks; start it with --write to let it change something");
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private boolean isOurs(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String name = host.replaceFirst(":\\d*$", "");
		return LOOPBACK.contains(name) || this.properties.hosts().contains(name);
	}

	/**
	 * Browsers say where such a request comes from; other clients do not, and nobody can
	 * make them send one.
	 */
	private static boolean isFromThisPage(HttpServletRequest request, @Nullable String host) {
		String site = request.getHeader("Sec-Fetch-Site");
		String origin = request.getHeader("Origin");
		return (site == null || site.equals("same-origin")) && (origin == null || authority(origin).equals(host));
	}

	private static String authority(String origin) {
		try {
			return String.valueOf(URI.create(origin).getRawAuthority());
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	private void refuse(HttpServletResponse response, String detail) throws IOException {
		response.setStatus(HttpServletResponse.SC_FORBIDDEN);
		response.setContentType("application/problem+json");
		response.getOutputStream()
			.write(this.json.writeValueAsString(new Refusal("Forbidden", HttpServletResponse.SC_FORBIDDEN, detail))
				.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A problem (RFC 9457).
	 */
	record Refusal(String title, int status, String detail) {

	}

}
