package io.ackline.producer.leaving;

import java.io.IOException;

import io.ackline.producer.web.AlwaysAnswered;
import io.ackline.producer.web.OnceAnswered;
import io.ackline.producer.web.ProblemType;
import io.ackline.producer.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses new work while the service is leaving, and knows how much is in flight. Its
 * health can be asked for to the end.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class LeavingFilter extends OncePerRequestFilter {

	private final Leaving leaving;

	private final ProblemWriter problems;

	LeavingFilter(Leaving leaving, ProblemWriter problems) {
		this.leaving = leaving;
		this.problems = problems;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return AlwaysAnswered.includes(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.leaving.isDraining()) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		if (!this.leaving.enter()) {
			refuse(request, response);
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			OnceAnswered.run(request, this.leaving::leave);
		}
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.CONNECTION, "close");
		this.problems.write(
				ProblemType.SHUTTING_DOWN.problem(
						"This instance is stopping and has not looked at the request. Send it again, to another one."),
				request, response);
	}

}
