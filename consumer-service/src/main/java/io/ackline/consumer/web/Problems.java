package io.ackline.consumer.web;

import java.util.Objects;

import io.ackline.consumer.database.DatabaseFailures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers errors as problems (RFC 9457).
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(Problems.class);

	@ExceptionHandler
	ResponseEntity<Object> handle(ProblemException ex) {
		return ex.problem().response(HttpHeaders.EMPTY);
	}

	@ExceptionHandler
	ResponseEntity<Object> handle(RuntimeException ex) {
		if (DatabaseFailures.isCauseOf(ex) || DatabaseFailures.isWithoutSchema(ex)) {
			return ProblemType.DATABASE_UNREACHABLE
				.problem("The database does not answer, or not in time. Try again, or ask for less.")
				.response(HttpHeaders.EMPTY);
		}
		log.error("A request failed", ex);
		return ProblemType.INTERNAL_ERROR.problem("The request failed unexpectedly. The service's log says why.")
			.response(HttpHeaders.EMPTY);
	}

	@Override
	protected ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		ProblemDetail told = (ex instanceof ErrorResponse response)
				? response.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale())
				: (body instanceof ProblemDetail found) ? found : ProblemDetail.forStatus(status);
		return ProblemType.of(status.value())
			.problem(Objects.requireNonNullElse(told.getDetail(),
					"The request was refused with status %d.".formatted(status.value())))
			.withStatus(status.value())
			.response(headers);
	}

}
