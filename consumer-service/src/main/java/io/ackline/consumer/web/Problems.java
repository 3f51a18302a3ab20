package io.ackline.consumer.web;

import io.ackline.consumer.database.DatabaseFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers errors as problems (RFC 9457).
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(Problems.class);

	@ExceptionHandler
	ProblemDetail handle(Problem problem) {
		return ProblemDetail.forStatusAndDetail(problem.status(), String.valueOf(problem.getMessage()));
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> handle(RuntimeException ex) {
		if (DatabaseFailures.isCauseOf(ex) || DatabaseFailures.isWithoutSchema(ex)) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
				.header(HttpHeaders.RETRY_AFTER, "1")
				.body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
						"The database does not answer, or not in time. Try again, or ask for less."));
		}
		log.error("A request failed", ex);
		return ResponseEntity.internalServerError()
			.body(ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
					"The request failed unexpectedly. The service's log says why."));
	}

}
