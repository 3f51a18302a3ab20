package io.ackline.inspector.web;

import io.ackline.inspector.cluster.ClusterUnavailable;
import io.ackline.inspector.cluster.UnknownTopic;
import io.ackline.inspector.service.ServiceUnavailable;
import org.apache.kafka.common.KafkaException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells errors as problems (RFC 9457).
 */
@RestControllerAdvice
class Problems {

	@ExceptionHandler
	ProblemDetail badRequest(IllegalArgumentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unknown(UnknownTopic ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unavailable(ClusterUnavailable ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unavailable(KafkaException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The brokers did not answer as they should: " + ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unavailable(ServiceUnavailable ex) {
		return ProblemDetail.forStatusAndDetail(ex.status(), ex.getMessage());
	}

}
