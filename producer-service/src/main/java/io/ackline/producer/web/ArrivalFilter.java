package io.ackline.producer.web;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that have waited for one of the server's threads so long that nothing
 * could be promised of when they are answered: more come than the machine has time for.
 * The service's health can be asked for all the same.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class ArrivalFilter extends OncePerRequestFilter {

	private final ProblemWriter problems;

	private final Duration longestWait;

	ArrivalFilter(ProblemWriter problems, RequestProperties properties) {
		this.problems = problems;
		this.longestWait = properties.longestWait();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Duration waited = Arrival.note(request).waited();
		if (waited.compareTo(this.longestWait) > 0 && !AlwaysAnswered.includes(request)) {
			this.problems.write(overloaded(waited), request, response);
			return;
		}
		chain.doFilter(request, response);
	}

	private Problem overloaded(Duration waited) {
		return ProblemType.OVERLOADED.problem(
				"The request waited %d ms to be looked at, of %d ms at most (a quarter of ackline.producer.deadline): more requests come than this instance has time for. Send it again later."
					.formatted(waited.toMillis(), this.longestWait.toMillis()));
	}

}
