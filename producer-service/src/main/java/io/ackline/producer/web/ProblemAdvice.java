package io.ackline.producer.web;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers whatever goes wrong with a problem, and never with a stack trace.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

	@ExceptionHandler
	@Nullable ResponseEntity<Object> problem(ProblemException ex, HttpServletRequest request, HttpServletResponse response) {
		// Tomcat has answered what broke off by itself.
		return response.isCommitted() ? null : problem(ex, request);
	}

	private static ResponseEntity<Object> problem(ProblemException ex, HttpServletRequest request) {
		Problem problem = ex.problem();
		return ProblemResponses
			.of((problem.id() != null) ? problem : problem.of(IdempotencyKey.ifValid(request), problem.source()));
	}

	@ExceptionHandler
	ResponseEntity<Object> invalidParameter(InvalidParameterException ex, HttpServletRequest request) {
		return problem(ProblemType.INVALID_PARAMETER.exception("The query string is not well-formed."), request);
	}

	@ExceptionHandler
	void clientAborted(ClientAbortException ex) {
		// nobody is there to be answered
	}

	@ExceptionHandler
	ResponseEntity<Object> unexpected(Exception ex, HttpServletRequest request) {
		if (hasWildcardType(request)) {
			return problem(
					ProblemType.UNSUPPORTED_MEDIA_TYPE.exception(
							"The Content-Type is '%s': say which one it is.".formatted(request.getContentType())),
					request);
		}
		log.error("{} {} failed", request.getMethod(), request.getRequestURI(), ex);
		return problem(ProblemType.INTERNAL_ERROR.exception("The service failed in a way that it does not know."),
				request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		HttpServletRequest servletRequest = ((ServletWebRequest) request).getRequest();
		Problem problem = StatusProblems.of(status.value(), detail(ex));
		return ProblemResponses.of(problem.of(IdempotencyKey.ifValid(servletRequest), null), headers);
	}

	private static @Nullable String detail(Exception ex) {
		if (ex instanceof NoHandlerFoundException notFound) {
			return "Nothing is at %s. Events go to /api/v1/topics/{topic}/events or /api/v1/events."
				.formatted(notFound.getRequestURL());
		}
		if (ex instanceof HttpRequestMethodNotSupportedException notAllowed) {
			return "%s is not taken here; %s is.".formatted(notAllowed.getMethod(),
					String.join(", ", List.of(supported(notAllowed))));
		}
		if (ex instanceof HttpMessageNotReadableException) {
			return "The body is not the JSON that is taken here.";
		}
		if (ex instanceof HttpMediaTypeNotAcceptableException notAcceptable) {
			return "The answer is %s: accept it.".formatted(list(notAcceptable.getSupportedMediaTypes()));
		}
		if (ex instanceof HttpMediaTypeNotSupportedException notSupported) {
			return "The Content-Type is %s: send %s.".formatted(
					(notSupported.getContentType() != null) ? notSupported.getContentType() : "missing or malformed",
					list(notSupported.getSupportedMediaTypes()));
		}
		return null;
	}

	/**
	 * Returns whether the body is of any type, which Spring cannot represent.
	 */
	private static boolean hasWildcardType(HttpServletRequest request) {
		return request.getContentType() != null && request.getContentType().split(";", 2)[0].contains("*");
	}

	private static String[] supported(HttpRequestMethodNotSupportedException ex) {
		return (ex.getSupportedMethods() != null) ? ex.getSupportedMethods() : new String[0];
	}

	private static String list(List<MediaType> types) {
		return types.stream().map(MediaType::toString).distinct().collect(Collectors.joining(", "));
	}

}
