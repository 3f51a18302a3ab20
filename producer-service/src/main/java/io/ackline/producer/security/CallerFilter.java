package io.ackline.producer.security;

import java.io.IOException;
import java.util.regex.Pattern;

import io.ackline.producer.web.ProblemException;
import io.ackline.producer.web.ProblemWriter;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only declared callers in, before anything of a body is read. Open to everybody are
 * the service's health and the description of its API.
 */
class CallerFilter extends OncePerRequestFilter {

	/**
	 * Matches paths as they were sent, and none that would mean another one once decoded
	 * and normalized.
	 */
	private static final Pattern OPEN = Pattern
		.compile("/openapi|/swagger-ui(\\.html|/[\\w-]*(\\.[\\w-]+)*)?|/actuator/health(/\\w+)?");

	private final Callers callers;

	private final ProblemWriter problems;

	private final Counter unknown;

	CallerFilter(Callers callers, ProblemWriter problems, Counter unknown) {
		this.callers = callers;
		this.problems = problems;
		this.unknown = unknown;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return OPEN.matcher(request.getRequestURI()).matches();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			this.callers.identify(request);
		}
		catch (ProblemException ex) {
			this.unknown.increment();
			response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"ackline\"");
			response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"ackline\", charset=\"UTF-8\"");
			this.problems.write(ex.problem(), request, response);
			return;
		}
		chain.doFilter(request, response);
	}

}
