package io.ackline.producer.web;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Answers requests that reach no controller, in the shape that their clients expect.
 */
@Component
public class ProblemWriter {

	private final List<ProblemShape> shapes;

	ProblemWriter(List<ProblemShape> shapes) {
		this.shapes = List.copyOf(shapes);
	}

	/**
	 * Answers with a problem, which takes the request's {@code Idempotency-Key} for its
	 * id.
	 */
	public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		Problem named = problem.of(IdempotencyKey.ifValid(request), null);
		response.setStatus(named.status());
		if (ProblemResponses.hasRetryAfter(named.status())) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(named.retryAfterSeconds()));
		}
		for (ProblemShape shape : this.shapes) {
			if (shape.appliesTo(request)) {
				write(shape.contentType(), shape.body(named), response);
				return;
			}
		}
		write(MediaType.APPLICATION_PROBLEM_JSON, named, response);
	}

	private static void write(MediaType contentType, Object body, HttpServletResponse response) throws IOException {
		response.setContentType(contentType.toString());
		response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(body));
	}

}
